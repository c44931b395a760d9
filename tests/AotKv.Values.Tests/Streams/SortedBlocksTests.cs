using AotKv.Memory.Heaps;
using AotKv.Values.Streams;
using Xunit;

namespace AotKv.Values.Tests.Streams;

public sealed class SortedBlocksTests : IDisposable
{
    readonly ShardHeap heap = new();
    SortedBlocks<StreamPendingId> blocks;

    public void Dispose()
    {
        while (blocks.Count > 0) blocks.RemoveLastBlock(heap);
        heap.Verify();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
    }

    [Fact]
    public void Ids_in_any_order_are_found_and_walked_in_theirs() => RandomSeed.Run(random =>
    {
        var model = new SortedSet<ulong>();
        for (var step = 0; step < 30_000; step++)
        {
            var id = (ulong)random.Next(4000);
            if (random.Next(5) < (step / 5000 % 2 == 0 ? 3 : 2)) Add(model, id);
            else Remove(model, id);
            if (step % 500 == 0) AssertSame(model, random);
        }
        AssertSame(model, random);
    });

    [Fact]
    public void Ids_that_grow_fill_their_blocks_and_go_from_the_front()
    {
        var model = new SortedSet<ulong>();
        for (var round = 0UL; round < 20; round++)
        {
            for (var i = 0UL; i < 1000; i++) Add(model, round * 1000 + i);
            var perItem = blocks.Bytes / (double)blocks.Count;
            Assert.InRange(perItem, 16, 18.5);
            for (var i = 0; i < 900; i++) Remove(model, model.Min);
        }
        AssertSame(model, new Random(1));
    }

    void Add(SortedSet<ulong> model, ulong id)
    {
        Assert.Equal(model.Contains(id), blocks.TryFind(new(0, id), out _));
        if (model.Add(id)) blocks.Add(heap, new(new(0, id)));
    }

    void Remove(SortedSet<ulong> model, ulong id)
    {
        Assert.Equal(model.Remove(id), blocks.TryFind(new(0, id), out var at));
        if (blocks.TryFind(new(0, id), out at)) blocks.Remove(heap, at);
    }

    void AssertSame(SortedSet<ulong> model, Random random)
    {
        Assert.Equal(model.Count, blocks.Count);
        var forward = new List<ulong>();
        for (var has = blocks.TrySeek(StreamId.Min, out var at); has; has = blocks.TryNext(ref at))
            forward.Add(blocks[at].Id.Sequence);
        Assert.Equal(model, forward);
        var backward = new List<ulong>();
        for (var has = blocks.TryLast(out var at); has; has = blocks.TryPrevious(ref at))
            backward.Add(blocks[at].Id.Sequence);
        Assert.Equal(model.Reverse(), backward);
        for (var i = 0; i < 50; i++)
        {
            var id = (ulong)random.Next(4100);
            var after = model.GetViewBetween(id, ulong.MaxValue);
            Assert.Equal(after.Count > 0, blocks.TrySeek(new(0, id), out var at));
            if (after.Count > 0) Assert.Equal(after.Min, blocks[at].Id.Sequence);
            var before = model.GetViewBetween(0, id);
            Assert.Equal(before.Count > 0, blocks.TrySeekBackward(new(0, id), out at));
            if (before.Count > 0) Assert.Equal(before.Max, blocks[at].Id.Sequence);
        }
    }
}
