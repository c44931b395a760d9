using AotKv.Memory.Heaps;
using Xunit;

namespace AotKv.Memory.Tests.Heaps;

/// <summary>Blocks that are freed by another heap than the one that they came from.</summary>
public unsafe class ReturnedBlocksTests
{
    [Fact]
    public void A_block_that_is_freed_elsewhere_counts_until_its_own_heap_frees_it()
    {
        using var home = new ShardHeap();
        using var other = new ShardHeap();
        var block = home.Allocate(100);
        var page = home.AllocatePage();
        other.Free(block, 100);
        other.FreePage(page);
        Assert.Equal(0, other.BytesUsed);
        Assert.Equal(0, other.WholePages);
        Assert.True(home.BytesUsed > ShardHeap.PageBytes);

        Assert.True(home.HasReturned);
        Assert.True(home.FreeReturned(1));
        Assert.False(home.FreeReturned(1));
        Assert.False(home.HasReturned);
        Assert.Equal(0, home.BytesUsed);
        Assert.Equal(0, home.WholePages);
    }

    [Fact]
    public void A_large_block_that_was_taken_over_counts_where_it_went()
    {
        using var home = new ShardHeap();
        using var other = new ShardHeap();
        var block = home.AllocateLarge(100_000);
        other.TakeOverLarge(home, 100_000);
        Assert.Equal(0, home.BytesUsed);
        Assert.Equal(1, other.LargeBlocks);
        other.FreeLarge(other.ResizeLarge(block, 100_000, 200_000), 200_000);
        Assert.Equal(0, other.BytesUsed);
        while (home.FreeReturned(1)) { }
        Assert.Equal(0, home.BytesUsed);
    }

    [Fact]
    public void Blocks_that_several_threads_return_at_once_all_come_home() => RandomSeed.Run(random =>
    {
        const int threads = 3;
        const int blocks = 20_000;
        using var home = new ShardHeap();
        var others = new ShardHeap[threads];
        var running = new Thread[threads];
        var all = new (nint Address, int Bytes)[threads * blocks];
        for (var i = 0; i < all.Length; i++)
        {
            var bytes = random.Next(1, 600);
            all[i] = (home.Allocate(bytes), bytes);
        }
        for (var t = 0; t < threads; t++)
        {
            var other = others[t] = new ShardHeap();
            var mine = all.AsMemory(t * blocks, blocks);
            running[t] = new(() =>
            {
                foreach (var (address, bytes) in mine.Span) other.Free(address, bytes);
            });
            running[t].Start();
        }
        while (running.Any(thread => thread.IsAlive)) home.FreeReturned(100);
        foreach (var thread in running) thread.Join();
        while (home.FreeReturned(100)) { }
        Assert.Equal(0, home.BytesUsed);
        foreach (var other in others) other.Dispose();
    });

#if AOTKV_GUARDED
    [Fact]
    public void In_a_guarded_build_freeing_twice_elsewhere_is_found()
    {
        using var home = new ShardHeap();
        using var other = new ShardHeap();
        var block = home.Allocate(24);
        other.Free(block, 24);
        Assert.Contains("twice", Assert.Throws<HeapGuardException>(() => other.Free(block, 24)).Message);
    }
#endif
}
