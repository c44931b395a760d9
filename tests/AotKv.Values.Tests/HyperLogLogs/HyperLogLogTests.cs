using System.Text;
using AotKv.Values.HyperLogLogs;
using Xunit;

namespace AotKv.Values.Tests.HyperLogLogs;

public sealed class HyperLogLogTests
{
    const long SparseBytesMax = 3000;

    [Fact]
    public void The_hash_is_MurmurHash64A()
    {
        Assert.Equal(new HyperLogLogElement(Register: 12711, Rank: 2), HyperLogLogElement.Of("a"u8));
        Assert.Equal(new HyperLogLogElement(Register: 5938, Rank: 2), HyperLogLogElement.Of(""u8));
        Assert.Equal(new HyperLogLogElement(Register: 5981, Rank: 3), HyperLogLogElement.Of("element:0000012"u8));
    }

    [Fact]
    public void An_empty_sketch_counts_nothing()
    {
        var sketch = new HyperLogLog(HyperLogLog.Empty);
        Assert.True(sketch.IsSketch);
        Assert.False(sketch.IsDense);
        Assert.True(sketch.TryGetCachedCount(out var cached));
        Assert.Equal(0, cached);
        Assert.True(sketch.TryCount(useVectors: true, out var count));
        Assert.Equal(0, count);
    }

    [Fact]
    public void Dense_registers_are_kept_apart() => RandomSeed.Run(random =>
    {
        var dense = new byte[DenseRegisters.Bytes];
        var model = new byte[HyperLogLog.Registers];
        for (var step = 0; step < 50_000; step++)
        {
            var register = random.Next(model.Length);
            model[register] = (byte)random.Next(64);
            DenseRegisters.Set(dense, register, model[register]);
        }
        DenseRegisters.Set(dense, model.Length - 1, model[^1] = 63);
        for (var register = 0; register < model.Length; register++)
            Assert.Equal(model[register], DenseRegisters.Get(dense, register));
        var packed = new byte[DenseRegisters.Bytes];
        DenseRegisters.Pack(model, packed, useVectors: true);
        Assert.Equal(dense, packed);
        packed.AsSpan().Clear();
        DenseRegisters.Pack(model, packed, useVectors: false);
        Assert.Equal(dense, packed);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Registers_are_raised_to_the_higher(bool useVectors) => RandomSeed.Run(random =>
    {
        var model = new byte[HyperLogLog.Registers];
        var raised = new byte[HyperLogLog.Registers];
        var dense = new byte[DenseRegisters.Bytes];
        for (var round = 0; round < 5; round++)
        {
            for (var register = 0; register < model.Length; register++)
            {
                var value = random.Next(64);
                DenseRegisters.Set(dense, register, value);
                model[register] = Math.Max(model[register], (byte)value);
            }
            DenseRegisters.Raise(dense, raised, useVectors);
            Assert.Equal(model, raised);
        }
    });

    [Fact]
    public void Sparse_registers_agree_with_an_array() => RandomSeed.Run(random =>
    {
        for (var round = 0; round < 40; round++)
        {
            var model = new byte[HyperLogLog.Registers];
            var draft = new HyperLogLogDraft(HyperLogLog.Empty, sparseBytesMax: 1 << 20);
            var range = 1 << random.Next(2, 15);
            for (var step = 0; step < 2000; step++)
            {
                var register = random.Next(range);
                var value = random.Next(1, 6);
                var change = value > model[register] ? RegisterChange.Raised : RegisterChange.None;
                Assert.Equal(change, draft.Raise(register, value));
                model[register] = Math.Max(model[register], (byte)value);
            }
            Assert.False(draft.View.IsDense);
            AssertHolds(model, draft.View);
            Assert.True(draft.View.TryCount(useVectors: true, out var sparseCount));
            Assert.True(draft.TryMakeDense());
            Assert.True(draft.View.IsSketch);
            AssertHolds(model, draft.View);
            Assert.True(draft.View.TryCount(useVectors: false, out var denseCount));
            Assert.Equal(sparseCount, denseCount);
            draft.Dispose();
        }
    });

    [Fact]
    public void A_sketch_becomes_dense_at_its_limit_and_for_high_ranks()
    {
        var draft = new HyperLogLogDraft(HyperLogLog.Empty, SparseBytesMax);
        for (var number = 0; !draft.View.IsDense; number++)
        {
            Assert.InRange(draft.View.Bytes.Length, 18, SparseBytesMax);
            draft.Add(Encoding.ASCII.GetBytes($"{number}"));
            Assert.InRange(number, 0, 5000);
        }
        draft.Dispose();
        var high = new HyperLogLogDraft(HyperLogLog.Empty, SparseBytesMax);
        Assert.Equal(RegisterChange.Raised, high.Raise(register: 5, value: 33));
        Assert.True(high.View.IsDense);
        high.Dispose();
    }

    [Fact]
    public void Counts_are_within_six_times_the_expected_error() => RandomSeed.Run(random =>
    {
        var draft = new HyperLogLogDraft(HyperLogLog.Empty, SparseBytesMax);
        for (var number = 1; number <= 200_000; number++)
        {
            draft.Add(Guid.NewGuid().ToByteArray());
            if (number is not (100 or 1000 or 10_000 or 100_000 or 200_000)) continue;
            Assert.True(draft.View.TryCount(useVectors: true, out var count));
            Assert.InRange(Math.Abs(count - number), 0, Math.Ceiling(number * 6 * 1.04 / 128));
        }
        draft.Dispose();
    });

    [Fact]
    public void Damaged_sketches_are_found_and_never_read_beyond_their_end() => RandomSeed.Run(random =>
    {
        for (var round = 0; round < 2000; round++)
        {
            var draft = new HyperLogLogDraft(HyperLogLog.Empty, SparseBytesMax);
            for (var number = random.Next(300); number > 0; number--) draft.Add(BitConverter.GetBytes(random.Next()));
            var bytes = draft.View.Bytes.ToArray();
            draft.Dispose();
            for (var harm = random.Next(1, 5); harm > 0; harm--)
                bytes[random.Next(HyperLogLog.HeaderBytes, bytes.Length)] = (byte)random.Next(256);
            if (random.Next(2) == 0) bytes = bytes[..random.Next(HyperLogLog.HeaderBytes, bytes.Length)];
            var sketch = new HyperLogLog(bytes);
            var isSound = sketch.TryCount(useVectors: true, out _);
            var merge = new SketchMerge(useVectors: true);
            Assert.Equal(isSound, merge.TryAdd(sketch));
            merge.Dispose();
            var changed = new HyperLogLogDraft(bytes, SparseBytesMax);
            for (var number = 0; number < 20; number++) changed.Add(BitConverter.GetBytes(random.Next()));
            Assert.Equal(isSound, changed.TryMakeDense());
            changed.Dispose();
        }
        var cut = new HyperLogLogDraft(HyperLogLog.Empty[..^1], SparseBytesMax);
        Assert.Equal(RegisterChange.Damaged, cut.Raise(register: 16383, value: 1));
        cut.Dispose();
    });

    static void AssertHolds(byte[] model, HyperLogLog sketch)
    {
        var registers = new byte[HyperLogLog.Registers];
        if (sketch.IsDense) DenseRegisters.Raise(sketch.Body, registers, useVectors: true);
        else Assert.True(new SparseRegisters(sketch.Body).TryMergeInto(registers));
        Assert.Equal(model, registers);
    }
}
