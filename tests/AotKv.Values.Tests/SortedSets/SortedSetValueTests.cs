using System.Text;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.SortedSets;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests.SortedSets;

public sealed class SortedSetValueTests : IDisposable
{
    readonly ShardHeap heap = new();
    readonly ValueHome home;
    readonly KeyStore store;
    SortedSetValue set;
    readonly SortedSetModel model = new();

    public SortedSetValueTests()
    {
        home = new(heap, new KeyHasher(5, 6), randomSeed: default);
        store = new(home);
        set = store.Make<SortedSetValue>(store.Hash("set"u8), "set"u8);
    }

    public void Dispose()
    {
        heap.Verify();
        store.Dispose();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
    }

    [Fact]
    public void Small_sets_agree_with_the_model() => RandomSeed.Run(random =>
    {
        for (var step = 0; step < 4_000; step++) Step(random, members: 150, scores: 40);
        AssertSame();
    });

    [Fact]
    public void Large_sets_agree_with_the_model() => RandomSeed.Run(random =>
    {
        for (var i = 0; i < 9_000; i++) Put(Name(random.Next(30_000)), random.Next(500) - 250);
        AssertSame();
        for (var step = 0; step < 6_000; step++)
        {
            Step(random, members: 30_000, scores: 500);
            if (step % 1_500 == 0) AssertSame();
        }
        AssertSame();
        while (model.Count > 0) RemoveRange(random);
        AssertSame();
    });

    [Fact]
    public void Sets_with_one_score_agree_with_the_model() => RandomSeed.Run(random =>
    {
        for (var step = 0; step < 6_000; step++)
        {
            Put(Name(random.Next(20_000)), 7);
            if (step % 3 == 0) Remove(Name(random.Next(20_000)));
        }
        AssertSame();
        for (var i = 0; i < 200; i++)
        {
            var text = Name(random.Next(20_000));
            var before = model.Sorted.Count(entry => string.CompareOrdinal(entry.Member, text) < 0);
            Assert.Equal(before, set.RankOf(SortedBound.BeforeText(SortedSetModel.Bytes(text))));
            var after = before + (model.TryGet(text, out _) ? 1 : 0);
            Assert.Equal(after, set.RankOf(SortedBound.AfterText(SortedSetModel.Bytes(text))));
        }
    });

    [Fact]
    public void Rising_scores_fill_the_leaves()
    {
        for (var i = 0; i < 30_000; i++) Put("m" + i, i);
        AssertSame();
        var bytes = KindOf().BytesOf(set.Record) / 30_000.0;
        Assert.InRange(bytes, 16, 40);
    }

    [Fact]
    public void Falling_scores_are_held_as_well()
    {
        for (var i = 30_000; i > 0; i--) Put("m" + i, i);
        AssertSame();
        Assert.InRange(KindOf().BytesOf(set.Record) / 30_000.0, 16, 40);
    }

    [Fact]
    public void Random_scores_cost_little_beside_the_members() => RandomSeed.Run(random =>
    {
        for (var i = 0; i < 60_000; i++) Put("member:" + (100_000_000 + i), random.NextDouble());
        // A member of 16 bytes takes a block of 32; Valkey takes 72 to 81 for it all.
        Assert.InRange(KindOf().BytesOf(set.Record) / 60_000.0, 40, 57);
    });

    [Fact]
    public void The_lowest_can_be_taken_until_none_is_left()
    {
        for (var i = 0; i < 20_000; i++) Put("m" + i * 7919 % 20_000, i);
        for (var i = 0; i < 20_000; i++)
        {
            Assert.Equal(i, set.Forward(rank: 0).Score);
            set.RemoveRange(rank: 0, count: 1);
        }
        Assert.True(set.IsEmpty);
    }

    [Fact]
    public void Every_member_is_met_by_a_scan_while_others_come_and_go() => RandomSeed.Run(random =>
    {
        for (var i = 0; i < 3_000; i++) Put("stays" + i, i);
        var met = new ScanVisitor { Met = [] };
        var cursor = 0UL;
        var round = 0;
        do
        {
            cursor = set.Scan(cursor, ref met);
            for (var i = 0; i < 20; i++)
                if (random.Next(2) == 0) Put("goes" + random.Next(5_000), i);
                else Remove("goes" + random.Next(5_000));
            if (++round % 50 == 0) set.RemoveRange(rank: 0, count: 0);
        }
        while (cursor != 0);
        for (var i = 0; i < 3_000; i++) Assert.Contains("stays" + i, met.Met);
    });

    [Fact]
    public void A_copy_is_equal_and_lives_on_alone() => RandomSeed.Run(random =>
    {
        foreach (var count in new[] { 50, 5_000 })
        {
            while (model.Count < count) Put(Name(random.Next(30_000)), random.Next(100));
            var copy = store.Open<SortedSetValue>(store.CopyLoose(set.Record));
            Assert.Equal(set.IsSmall, copy.IsSmall);
            set.Put("another"u8, 5);
            AssertSame(copy);
            set.Remove("another"u8);
            store.Discard(copy.Record);
        }
    });

    /// <summary>About where leaves and inner nodes of the copy are full.</summary>
    [Theory]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(6_399)]
    [InlineData(6_400)]
    [InlineData(12_701)]
    public void A_copy_changes_like_any_other(int count) => RandomSeed.Run(random =>
    {
        while (model.Count < count) Put(Name(random.Next(30_000)), random.Next(100) - 50);
        var original = set;
        set = store.Open<SortedSetValue>(store.CopyLoose(set.Record));
        AssertSame();
        Assert.True(KindOf().BytesOf(set.Record) <= KindOf().BytesOf(original.Record));
        for (var step = 0; step < 3_000; step++) Step(random, members: 30_000, scores: 100);
        AssertSame();
        while (model.Count > 0) RemoveRange(random);
        AssertSame();
        store.Discard(set.Record);
        Assert.Equal(count, original.Count);
        heap.Verify();
    });

    [Fact]
    public void The_large_form_begins_where_the_limits_say()
    {
        home.Limits = new EncodingLimits { SortedSetListPackEntries = 3, SortedSetListPackValue = 5 };
        Put("a", 1);
        Put("b", 2);
        Put("c", 3);
        Assert.True(set.IsSmall);
        Put("c", 4);
        Assert.True(set.IsSmall);
        Put("d", 5);
        Assert.False(set.IsSmall);
        AssertSame();
    }

    [Fact]
    public void A_long_member_makes_the_set_large()
    {
        Put(new string('x', 64), 1);
        Assert.True(set.IsSmall);
        Put(new string('y', 65), 2);
        Assert.False(set.IsSmall);
        Put(new string('z', 254), 3);
        Put(new string('z', 255), 3);
        Put(new string('z', 70_000), 3);
        AssertSame();
    }

    [Fact]
    public void A_large_set_is_freed_in_steps()
    {
        for (var i = 0; i < 50_000; i++) Put("m" + i, i % 977);
        var used = heap.BytesUsed;
        store.Remove(store.Hash("set"u8), set.Record);
        Assert.True(heap.BytesUsed > used * 9 / 10);
        var steps = 0;
        while (store.ReclaimStep(recordsMax: 500)) steps++;
        Assert.InRange(steps, 100, 300);
    }

    [Theory]
    [InlineData(double.NegativeInfinity, -1.5)]
    [InlineData(-1.5, -1.0)]
    [InlineData(-1.0, 0.0)]
    [InlineData(0.0, 5e-324)]
    [InlineData(5e-324, 1e308)]
    [InlineData(1e308, double.PositiveInfinity)]
    public void Words_sort_as_their_scores(double less, double more) =>
        Assert.True(ScoreOrder.KeyOf(less) < ScoreOrder.KeyOf(more));

    [Fact]
    public void Both_zeros_sort_alike() => Assert.Equal(ScoreOrder.KeyOf(0.0), ScoreOrder.KeyOf(-0.0));

    void Step(Random random, int members, int scores)
    {
        var member = Name(random.Next(members));
        switch (random.Next(12))
        {
            case < 6:
                Put(member, random.Next(scores) - scores / 2 + (random.Next(3) == 0 ? 0.5 : 0));
                break;
            case < 9:
                Remove(member);
                break;
            case 9:
                PutByRule(random, member, random.Next(scores));
                break;
            case 10:
                AssertRanks(random, member, scores);
                break;
            default:
                if (random.Next(20) == 0) RemoveRange(random);
                break;
        }
        Assert.Equal(model.Count, set.Count);
    }

    void Put(string member, double score)
    {
        set.Put(SortedSetModel.Bytes(member), score);
        model.Set(member, score);
    }

    void PutByRule(Random random, string member, double score)
    {
        var rule = new ScoreRule { OnlyGreater = random.Next(2) == 0, Increments = random.Next(2) == 0 };
        var expected = score;
        var had = model.TryGet(member, out var current);
        if (had && rule.Increments) expected += current;
        var change = set.Put(SortedSetModel.Bytes(member), ref score, rule);
        if (!had) Assert.Equal(ScoreChange.Added, change);
        else if (rule.OnlyGreater && expected <= current) Assert.Equal(ScoreChange.Refused, change);
        else Assert.Equal(expected == current ? ScoreChange.Same : ScoreChange.Updated, change);
        if (change is ScoreChange.Added or ScoreChange.Updated) model.Set(member, expected);
    }

    void Remove(string member) => Assert.Equal(model.Remove(member), set.Remove(SortedSetModel.Bytes(member)));

    void RemoveRange(Random random)
    {
        if (model.Count == 0) return;
        var rank = random.Next(model.Count);
        var count = random.Next(1, Math.Min(model.Count - rank, 1 + random.Next(700)) + 1);
        set.RemoveRange(rank, count);
        model.RemoveRange(rank, count);
    }

    void AssertRanks(Random random, string member, int scores)
    {
        var found = set.TryGetRank(SortedSetModel.Bytes(member), out var rank, out var score);
        Assert.Equal(model.TryGet(member, out var expected), found);
        if (found) Assert.Equal((expected, member), model.Sorted[(int)rank]);
        if (found) Assert.Equal(expected, score);
        double bound = random.Next(scores) - scores / 2;
        Assert.Equal(model.Sorted.Count(entry => entry.Score < bound), set.RankOf(SortedBound.BeforeScore(bound)));
        Assert.Equal(model.Sorted.Count(entry => entry.Score <= bound), set.RankOf(SortedBound.AfterScore(bound)));
    }

    void AssertSame() => AssertSame(set);

    void AssertSame(SortedSetValue actual)
    {
        var expected = model.Sorted;
        Assert.Equal(expected.Count, actual.Count);
        Span<byte> scratch = stackalloc byte[SortedSetCursor.ScratchBytes];
        var rank = 0;
        for (var all = actual.Forward(rank: 0); all.IsAtMember; all.Move(), rank++)
            Assert.Equal(expected[rank], (all.Score, Encoding.Latin1.GetString(all.Member(scratch))));
        Assert.Equal(expected.Count, rank);
        if (rank == 0) return;
        for (var all = actual.Backward(rank - 1); all.IsAtMember; all.Move())
            Assert.Equal(expected[--rank], (all.Score, Encoding.Latin1.GetString(all.Member(scratch))));
        Assert.Equal(0, rank);
    }

    static SortedSetKind KindOf() => new();

    /// <summary>Short and long names, some of them numbers.</summary>
    static string Name(int number) => (number % 5) switch
    {
        0 => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        1 => "name " + number,
        2 => new string('n', number % 60) + number,
        _ => "n" + number,
    };

    struct ScanVisitor : IScoreVisitor
    {
        public HashSet<string> Met;

        public readonly void Visit(scoped ReadOnlySpan<byte> member, double score) =>
            Met.Add(Encoding.Latin1.GetString(member));
    }
}
