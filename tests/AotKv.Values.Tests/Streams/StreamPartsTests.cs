using System.Text;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.Streams;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests.Streams;

public sealed class StreamPartsTests : IDisposable
{
    readonly ShardHeap heap = new();
    readonly KeyStore store;
    readonly StreamValue source;
    readonly StreamValue target;

    public StreamPartsTests()
    {
        var home = new ValueHome(heap, new KeyHasher(1, 2), randomSeed: default)
        {
            Limits = new() { StreamNodeBytes = 400, StreamNodeEntries = 10 },
        };
        store = new(home);
        source = Make("source");
        target = Make("target");
    }

    public void Dispose()
    {
        Remove("source");
        Remove("target");
        while (store.ReclaimStep(recordsMax: 3)) { }
        store.Dispose();
        heap.Verify();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
    }

    [Fact]
    public void Nodes_in_any_order_make_the_same_stream() => RandomSeed.Run(random =>
    {
        Fill(random, entries: 500);
        var nodes = NodesOf(source);
        random.Shuffle(nodes);
        foreach (var (id, listPack) in nodes) Assert.True(target.Parts.TryAddNode(id, listPack));
        foreach (var (id, listPack) in nodes) Assert.False(target.Parts.TryAddNode(id, listPack));
        target.Parts.FindFirst();
        Assert.Equal(source.Length, target.Length);
        Assert.Equal(source.FirstId, target.FirstId);
        Assert.Equal(IdsOf(source), IdsOf(target));
    });

    [Fact]
    public void A_damaged_node_is_refused_or_can_be_used() => RandomSeed.Run(random =>
    {
        Fill(random, entries: 60);
        var nodes = NodesOf(source);
        for (var round = 0; round < 20_000; round++)
        {
            var (id, sound) = nodes[random.Next(nodes.Length)];
            var listPack = sound.ToArray();
            for (var i = random.Next(1, 3); i > 0; i--)
                listPack[random.Next(6, listPack.Length - 1)] = NextByte(random);
            if (target.Parts.TryAddNode(id, listPack)) UseUp(target, random);
            Assert.Equal(0, target.NodeCount);
        }
    });

    [Fact]
    public void A_pending_entry_belongs_to_the_consumer_that_got_it_last()
    {
        var group = target.AddGroup("g"u8, StreamId.Min, entriesRead: 0);
        var first = group.AddConsumer("first"u8, now: 1);
        var second = group.AddConsumer("second"u8, now: 1);
        var id = new StreamId(1, 2);
        var parts = target.Parts;
        Assert.True(StreamParts.AreAllGiven(group));
        Assert.False(parts.TryGivePending(group, id, first));
        Assert.True(parts.TryAddPending(group, id, deliveredAt: 3, deliveries: 4));
        Assert.False(parts.TryAddPending(group, id, deliveredAt: 3, deliveries: 4));
        Assert.False(StreamParts.AreAllGiven(group));
        Assert.True(parts.TryGivePending(group, id, first));
        Assert.False(parts.TryGivePending(group, id, first));
        Assert.True(parts.TryGivePending(group, id, second));
        Assert.True(StreamParts.AreAllGiven(group));
        Assert.Equal(0, first.PendingCount);
        Assert.True(second.TryNextPending(StreamId.Min, out var pending));
        Assert.Equal(id, pending);
    }

    StreamValue Make(string name) =>
        store.Make<StreamValue>(store.Hash(Encoding.ASCII.GetBytes(name)), Encoding.ASCII.GetBytes(name));

    void Remove(string name)
    {
        var key = Encoding.ASCII.GetBytes(name);
        store.Remove(store.Hash(key), store.Find(store.Hash(key), key));
    }

    void Fill(Random random, int entries)
    {
        for (var i = 0; i < entries; i++)
        {
            var id = new StreamId((ulong)(i * 3 + 1), (ulong)random.Next(300));
            List<string> texts = [$"field{random.Next(2)}", new string('v', random.Next(30))];
            if (random.Next(4) == 0) texts.AddRange(["more", "12345"]);
            StreamValueTests.WithArguments(texts, list => source.Append(id, list));
            if (random.Next(5) == 0) source.Delete(id);
        }
    }

    /// <summary>What is done with a stream must not throw, and must leave nothing.</summary>
    static void UseUp(StreamValue stream, Random random)
    {
        stream.Parts.FindFirst();
        var ids = IdsOf(stream);
        var cursor = stream.Range(StreamId.Min, StreamId.Max, isReverse: true);
        while (cursor.TryRead(out _)) { }
        if (ids.Count > 0) stream.Delete(ids[random.Next(ids.Count)]);
        stream.Trim(new() { ByLength = true, LengthMax = stream.Length / 2 });
        stream.Trim(new() { IdMin = StreamId.Max });
        stream.Trim(new() { ByLength = true, LengthMax = 0 });
    }

    static byte NextByte(Random random) => (byte)(random.Next(2) == 0 ? random.Next(8) : random.Next(256));

    static (StreamId Id, byte[] ListPack)[] NodesOf(StreamValue stream)
    {
        var nodes = new List<(StreamId, byte[])>();
        for (var from = StreamId.Min; stream.Parts.TryNextNode(from, out var id, out var listPack); from = id.Next)
            nodes.Add((id, listPack.ToArray()));
        return [.. nodes];
    }

    static List<StreamId> IdsOf(StreamValue stream)
    {
        var ids = new List<StreamId>();
        var cursor = stream.Range(StreamId.Min, StreamId.Max);
        while (cursor.TryRead(out var entry)) ids.Add(entry.Id);
        return ids;
    }
}
