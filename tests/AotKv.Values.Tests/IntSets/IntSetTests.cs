using AotKv.Memory.Heaps;
using AotKv.Values.IntSets;
using Xunit;

namespace AotKv.Values.Tests.IntSets;

public sealed class IntSetTests : IDisposable
{
    readonly ShardHeap heap = new();

    public void Dispose()
    {
        heap.Verify();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
    }

    [Fact]
    public void Its_bytes_are_those_of_Valkey()
    {
        ValueReference block = default;
        var editor = new IntSetEditor(heap, ref block);
        Assert.True(editor.Add(5));
        Assert.True(editor.Add(-1));
        Assert.Equal("0200000002000000FFFF0500", Convert.ToHexString(editor.View.Bytes));
        Assert.True(editor.Add(70_000));
        Assert.Equal("0400000003000000FFFFFFFF0500000070110100", Convert.ToHexString(editor.View.Bytes));
        Assert.True(editor.Add(long.MinValue));
        Assert.Equal(
            "08000000040000000000000000000080FFFFFFFFFFFFFFFF05000000000000007011010000000000",
            Convert.ToHexString(editor.View.Bytes));
        Assert.True(IntSet.IsSound(editor.View.Bytes));
        IntSetEditor.Free(heap, block);
    }

    [Fact]
    public void It_agrees_with_a_sorted_set_under_random_changes() => RandomSeed.Run(random =>
    {
        for (var round = 0; round < 60; round++)
        {
            ValueReference block = default;
            var model = new SortedSet<long>();
            var bits = random.Next(3, 64);
            for (var step = 0; step < 600; step++)
            {
                var editor = new IntSetEditor(heap, ref block);
                var number = random.NextInt64() >> (64 - bits - random.Next(2)) ^ -random.Next(2);
                if (random.Next(3) > 0) Assert.Equal(model.Add(number), editor.Add(number));
                else Assert.Equal(model.Remove(number), editor.Remove(number));
                Assert.Equal(model.Contains(number), editor.View.Contains(number));
                Assert.Equal(model.Count, editor.View.Count);
            }
            var index = 0;
            foreach (var number in model) Assert.Equal(number, new IntSet(block)[index++]);
            Assert.Equal(model.Count > 0, IntSet.IsSound(new IntSet(block).Bytes));
            IntSetEditor.Free(heap, block);
        }
    });

    [Theory]
    [InlineData("")]
    [InlineData("02000000000000")]
    [InlineData("0200000000000000")]
    [InlineData("03000000010000000100")]
    [InlineData("02000000020000000100")]
    [InlineData("0200000002000000010001")]
    [InlineData("020000000200000002000100")]
    [InlineData("020000000200000002000200")]
    public void Damaged_bytes_are_not_sound(string hex) => Assert.False(IntSet.IsSound(Convert.FromHexString(hex)));
}
