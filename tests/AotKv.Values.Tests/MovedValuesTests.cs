using System.Text;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.Hashes;
using AotKv.Values.ListPacks;
using AotKv.Values.Lists;
using AotKv.Values.Sets;
using AotKv.Values.SortedSets;
using AotKv.Values.Streams;
using AotKv.Values.Tables;
using AotKv.Values.Tests.Streams;
using Xunit;

namespace AotKv.Values.Tests;

/// <summary>
/// Values that go from one shard's database to another's and stay in the memory where they are, beside the same values
/// that never move.
/// </summary>
public sealed class MovedValuesTests : IDisposable
{
    const int Members = 3_000;
    const int Shards = 3;

    static readonly KeyHasher hasher = new(5, 6);

    readonly ShardHeap[] heaps = [.. Enumerable.Range(0, Shards + 1).Select(_ => new ShardHeap())];
    readonly ValueHome[] homes;
    readonly KeyStore[] stores;
    readonly byte[] scratch = new byte[ListPackItem.ScratchBytes];

    public MovedValuesTests()
    {
        homes = [.. heaps.Select(heap => new ValueHome(heap, hasher, randomSeed: default))];
        stores = [.. homes.Select(home => new KeyStore(home))];
    }

    KeyStore Still => stores[Shards];

    public void Dispose()
    {
        foreach (var store in stores) store.Dispose();
        foreach (var heap in heaps) while (heap.FreeReturned(1000)) { }
        Assert.Equal(0, heaps.Sum(heap => heap.BytesUsed));
        foreach (var heap in heaps) heap.Dispose();
    }

    [Fact]
    public void A_set() => Move<SetValue>(
        (set, random) =>
        {
            var member = Text(random, "member");
            if (random.Next(3) == 0) set.Remove(member);
            else set.Add(member);
        },
        (set, name) => set.Contains(Ascii($"member:{name}")) ? "in" : "out",
        set => set.Count);

    [Fact]
    public void A_hash_with_fields_that_expire() => Move<HashValue>(
        (hash, random) =>
        {
            var field = Text(random, "field");
            var deadline = random.Next(4) == 0 ? random.Next(1, 100_000) : HashValue.NoDeadline;
            if (random.Next(3) == 0) hash.RemoveAny(field);
            else hash.Set(field, new byte[random.Next(40)], deadline, now: 0);
        },
        (hash, name) => hash.TryGet(Ascii($"field:{name}"), 0, out var value)
            ? $"{value.Length} {hash.TryGetDeadline(Ascii($"field:{name}"), 0, out var at)} {at}"
            : "none",
        hash => hash.Count);

    [Fact]
    public void A_sorted_set() => Move<SortedSetValue>(
        (set, random) =>
        {
            var member = Text(random, "member");
            if (random.Next(3) == 0) set.Remove(member);
            else set.Put(member, random.Next(1000));
        },
        (set, name) => set.TryGetRank(Ascii($"member:{name}"), out var rank, out var score)
            ? $"{rank} {score}"
            : "none",
        set => set.Count);

    [Fact]
    public void A_list() => Move<ListValue>(
        (list, random) =>
        {
            var text = new byte[random.Next(60) == 0 ? random.Next(10_000, 50_000) : random.Next(1, 60)];
            list.PrepareToGrow(text.Length, 1);
            if (list.Count > Members / 2) list.RemoveRange(random.Next((int)list.Count - 2), 2);
            list.Push(random.Next(2) == 0 ? ListEnd.Head : ListEnd.Tail, text);
        },
        (list, index) =>
        {
            if (index >= list.Count) return "none";
            using var cursor = list.Read(index, ListDirection.Forward);
            return cursor.MoveNext() ? $"{cursor.Current.Length}" : "end";
        },
        list => list.Count);

    [Fact]
    public void A_stream() => Move<StreamValue>(
        (stream, random) =>
        {
            if (random.Next(3) == 0) stream.Delete(new((ulong)random.Next(1, Members), 0));
            var next = new StreamId(stream.LastId.Milliseconds + 1, 0);
            List<string> content = ["field", new string('x', random.Next(200))];
            if (random.Next(30) == 0) StreamValueTests.WithArguments(content, list => stream.Append(next, list));
        },
        (stream, id) => stream.TryFind(new((ulong)id, 0), out _) ? "in" : "out",
        stream => stream.Length);

    [Fact]
    public void A_string_of_any_length_also_while_it_is_being_sent() => RandomSeed.Run(random =>
    {
        var sent = new List<(PinnedBytes Bytes, byte[] Expected)>();
        var at = 0;
        byte[] content = [1];
        stores[at].SetText(Hash, Record.None, Key, content, KeyStore.NoExpiry);
        for (var step = 0; step < 2_000; step++)
        {
            var record = stores[at].Find(Hash, Key);
            switch (random.Next(5))
            {
                case 0:
                    content = new byte[random.Next(3) == 0 ? random.Next(400_000) : random.Next(1, 3000)];
                    random.NextBytes(content.AsSpan(0, Math.Min(content.Length, 40)));
                    stores[at].SetText(Hash, record, Key, content, KeyStore.NoExpiry);
                    break;
                case 1:
                    content = [.. content, .. new byte[random.Next(1000)]];
                    stores[at].Writable(Hash, ref record, content.Length);
                    break;
                case 2 when record.String.IsBlock:
                    sent.Add((record.String.Pin(homes[at]), content));
                    break;
                case 3 when sent.Count > 0:
                    Assert.True(sent[0].Expected.AsSpan().SequenceEqual(sent[0].Bytes.Bytes.Span));
                    sent[0].Bytes.Pin.Release();
                    sent.RemoveAt(0);
                    break;
                default:
                    at = MoveOn(at, random);
                    break;
            }
            Assert.True(stores[at].Find(Hash, Key).String.View(scratch).SequenceEqual(content));
            Reclaim(random);
        }
        foreach (var (bytes, _) in sent) bytes.Pin.Release();
    });

    void Move<TValue>(
        Action<TValue, Random> change, Func<TValue, int, string> look, Func<TValue, long> count)
        where TValue : struct, IValueView<TValue> => RandomSeed.Run(random =>
    {
        var at = 0;
        stores[at].Make<TValue>(Hash, Key);
        Still.Make<TValue>(Hash, Key);
        for (var step = 0; step < 40 * Members; step++)
        {
            var seed = random.Next();
            var moving = stores[at].Open<TValue>(stores[at].Find(Hash, Key));
            var still = Still.Open<TValue>(Still.Find(Hash, Key));
            change(moving, new Random(seed));
            change(still, new Random(seed));
            stores[at].TrackFields(moving.Record);
            Still.TrackFields(still.Record);
            Assert.Equal(count(still), count(moving));
            var name = random.Next(Members);
            Assert.Equal(look(still, name), look(moving, name));
            if (random.Next(1000) == 0) at = MoveOn(at, random);
            if (random.Next(20_000) == 0) Replace(at);
            if (random.Next(50) == 0) Reclaim(random);
        }
        foreach (var heap in heaps) heap.Verify();
    });

    /// <summary>A copy of the value that stands still, in its heap, comes in the place of the one that moves.</summary>
    void Replace(int at)
    {
        var copy = Still.CopyLoose(Still.Find(Hash, Key));
        stores[at].AdoptFrom(Still, Hash, stores[at].Find(Hash, Key), Key, copy, KeyStore.NoExpiry);
    }

    int MoveOn(int at, Random random)
    {
        var to = (at + random.Next(1, Shards)) % Shards;
        var taken = stores[at].Take(Hash, stores[at].Find(Hash, Key));
        stores[to].AdoptFrom(stores[at], Hash, Record.None, Key, taken, KeyStore.NoExpiry);
        return to;
    }

    void Reclaim(Random random)
    {
        var shard = random.Next(Shards);
        stores[shard].ReclaimStep(50);
        heaps[shard].FreeReturned(random.Next(1, 200));
    }

    static ReadOnlySpan<byte> Key => "key"u8;

    static ulong Hash => hasher.Hash("key"u8);

    static byte[] Text(Random random, string name) => Ascii($"{name}:{random.Next(Members)}");

    static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
