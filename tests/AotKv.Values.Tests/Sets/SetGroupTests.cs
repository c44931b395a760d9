using System.Text;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.ListPacks;
using AotKv.Values.Sets;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests.Sets;

public sealed class SetGroupTests : IDisposable
{
    readonly ShardHeap heap = new();
    readonly ValueHome home;
    readonly KeyStore store;
    readonly List<Record> loose = [];

    public SetGroupTests()
    {
        home = new(heap, new KeyHasher(41, 42), "seed"u8);
        store = new(home);
    }

    public void Dispose()
    {
        foreach (var record in loose) store.Discard(record);
        store.Dispose();
        heap.Verify();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
    }

    [Fact]
    public void Intersection_union_and_difference_agree_with_hash_sets() => RandomSeed.Run(random =>
    {
        for (var round = 0; round < 300; round++)
        {
            var models = new List<HashSet<string>>();
            var group = new SetGroup();
            for (var sets = random.Next(1, 5); sets > 0; sets--) AddSet(random, models, ref group);
            var union = models.SelectMany(model => model).ToHashSet();
            var intersection = models.Aggregate((one, other) => one.Intersect(other).ToHashSet());
            var difference = models.Skip(1).Aggregate(models[0], (one, other) => one.Except(other).ToHashSet());

            var shown = new Shown();
            group.Combine(SetOperation.Unite, ref shown);
            Assert.Equal(union, shown.Texts);
            shown = new Shown();
            group.Combine(SetOperation.Subtract, ref shown);
            Assert.Equal(difference, shown.Texts);

            var result = default(SetContent);
            group.CombineInto(SetOperation.Unite, home, ref result);
            AssertHolds(union, ref result);
            group.CombineInto(SetOperation.Subtract, home, ref result);
            AssertHolds(difference, ref result);
            group.CombineInto(SetOperation.Intersect, home, ref result);
            AssertHolds(intersection, ref result);
            shown = new Shown();
            group.Intersect(ref shown);
            Assert.Equal(intersection, shown.Texts);
            group.Dispose();
        }
    });

    void AddSet(Random random, List<HashSet<string>> models, ref SetGroup group)
    {
        var model = new HashSet<string>();
        models.Add(model);
        if (random.Next(12) == 0)
        {
            group.AddMissing();
            return;
        }
        var set = store.MakeLoose<SetValue>();
        loose.Add(set.Record);
        var size = random.Next(1, 1 << random.Next(1, 11));
        var text = random.Next(2) == 0 ? "" : "m";
        for (var i = 0; i < size; i++)
        {
            var member = $"{text}{random.Next(size * 2)}";
            Assert.Equal(model.Add(member), set.Add(Encoding.ASCII.GetBytes(member)));
        }
        group.Add(set);
        if (random.Next(10) != 0) return;
        group.Add(set);
        models.Add(model);
    }

    void AssertHolds(HashSet<string> model, ref SetContent result)
    {
        var shown = new Shown();
        foreach (var item in result) shown.Visit(item);
        Assert.Equal(model, shown.Texts);
        result.Free(home);
    }

    struct Shown() : ISetVisitor
    {
        public readonly HashSet<string> Texts = [];

        public readonly bool Visit(scoped in ListPackItem item)
        {
            Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
            Assert.True(Texts.Add(Encoding.ASCII.GetString(item.AsSpan(scratch))));
            return true;
        }
    }
}
