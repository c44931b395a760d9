using System.Text;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.ListPacks;
using AotKv.Values.Sets;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests.Sets;

public sealed class SetContentTests : IDisposable
{
    readonly ShardHeap heap = new();
    readonly ValueHome home;

    public SetContentTests() =>
        home = new(heap, new KeyHasher(31, 32), BitConverter.GetBytes(System.Random.Shared.Next()));

    public void Dispose()
    {
        heap.Verify();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
    }

    [Fact]
    public void It_agrees_with_a_hash_set_in_every_form() => RandomSeed.Run(random =>
    {
        for (var round = 0; round < 60; round++)
        {
            var set = default(SetContent);
            var model = new HashSet<string>();
            var range = 1 << random.Next(2, 12);
            var textShare = random.Next(3) * 3;
            for (var step = 0; step < 2 * range; step++)
            {
                var text = random.Next(10) < textShare ? $"text {random.Next(range)}" : $"{random.Next(range)}";
                var bytes = Encoding.ASCII.GetBytes(text);
                if (random.Next(4) > 0) Assert.Equal(model.Add(text), set.Add(home, bytes));
                else Assert.Equal(model.Remove(text), set.Remove(home, bytes));
                Assert.Equal(model.Contains(text), set.Contains(home, bytes));
                Assert.Equal(model.Count, set.Count);
            }
            Assert.Equal(model, TextsOf(set));
            var copy = set.CopyTo(home);
            Assert.Equal(set.Encoding, copy.Encoding);
            Assert.Equal(model, TextsOf(copy));
            copy.Free(home);
            set.Free(home);
        }
    });

    [Theory]
    [InlineData(RecordEncoding.IntSet, 100)]
    [InlineData(RecordEncoding.ListPack, 100)]
    [InlineData(RecordEncoding.Root, 400)]
    public void Elements_chosen_at_random_are_equally_likely(RecordEncoding form, int size)
    {
        var set = Filled(form, size);
        AssertEven(size, draws: 200 * size, (ref Tally tally) =>
            new SetSample(home, set).WithRepetition(200 * size, ref tally));
        AssertEven(size, draws: 200 * size, (ref Tally tally) =>
        {
            for (var draw = 0; draw < 200 * size; draw++) tally.Visit(set.Random(home));
        });
        foreach (var share in new[] { size / 10, size / 2, size - 1 })
        {
            AssertEven(size, draws: 200 * share, (ref Tally tally) =>
            {
                for (var round = 0; round < 200; round++)
                {
                    var before = tally.Count;
                    var distinct = new Tally();
                    new SetSample(home, set).Distinct(share, ref distinct);
                    Assert.Equal(share, distinct.Counts.Count);
                    foreach (var text in distinct.Counts.Keys) tally.Add(text);
                    Assert.Equal(before + share, tally.Count);
                }
            });
        }
        set.Free(home);
    }

    [Theory]
    [InlineData(RecordEncoding.IntSet, 60)]
    [InlineData(RecordEncoding.ListPack, 60)]
    [InlineData(RecordEncoding.Root, 200)]
    public void Elements_that_are_taken_are_gone_and_equally_likely(RecordEncoding form, int size)
    {
        foreach (var count in new[] { 1, size / 4, size - 1 })
        {
            AssertEven(size, draws: 400 * count, (ref Tally tally) =>
            {
                for (var round = 0; round < 400; round++)
                {
                    var set = Filled(form, size);
                    var taken = new Tally();
                    set = new SetSample(home, set).Take(count, ref taken);
                    Assert.Equal(form, set.Encoding);
                    Assert.Equal(count, taken.Counts.Count);
                    Assert.Equal(size - count, set.Count);
                    foreach (var text in taken.Counts.Keys)
                    {
                        Assert.False(set.Contains(home, Encoding.ASCII.GetBytes(text)));
                        tally.Add(text);
                    }
                    set.Free(home);
                }
            });
        }
    }

    [Fact]
    public void What_stays_of_a_table_moves_to_a_compact_set()
    {
        var set = Filled(RecordEncoding.Root, size: 500);
        var rest = default(SetContent);
        rest.BecomeListPack(home);
        new SetSample(home, set).MoveTo(ref rest, count: 20);
        Assert.Equal(RecordEncoding.ListPack, rest.Encoding);
        Assert.Equal(20, rest.Count);
        Assert.Equal(480, set.Count);
        Assert.Empty(TextsOf(set).Intersect(TextsOf(rest)));
        set.Free(home);
        rest.Free(home);
    }

    SetContent Filled(RecordEncoding form, int size)
    {
        var set = form == RecordEncoding.Root ? SetContent.NewTable(home) : default;
        if (form == RecordEncoding.ListPack) set.BecomeListPack(home);
        for (var number = 0; number < size; number++) set.Add(home, Encoding.ASCII.GetBytes($"{number * 7}"));
        Assert.Equal(form, set.Encoding);
        return set;
    }

    static HashSet<string> TextsOf(SetContent set)
    {
        var texts = new HashSet<string>();
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        foreach (var item in set) Assert.True(texts.Add(Encoding.ASCII.GetString(item.AsSpan(scratch))));
        return texts;
    }

    delegate void Draw(ref Tally tally);

    /// <summary>Chi square, at six deviations from its mean.</summary>
    static void AssertEven(int size, int draws, Draw draw)
    {
        var tally = new Tally();
        draw(ref tally);
        Assert.Equal(draws, tally.Count);
        var expected = (double)draws / size;
        var chiSquare = (size - tally.Counts.Count) * expected
            + tally.Counts.Values.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(chiSquare, 0, size - 1 + 6 * Math.Sqrt(2 * (size - 1)));
    }

    struct Tally() : ISetVisitor
    {
        public readonly Dictionary<string, int> Counts = [];
        public int Count;

        public bool Visit(scoped in ListPackItem item)
        {
            Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
            Add(Encoding.ASCII.GetString(item.AsSpan(scratch)));
            return true;
        }

        public void Add(string text)
        {
            Count++;
            Counts[text] = Counts.GetValueOrDefault(text) + 1;
        }
    }
}
