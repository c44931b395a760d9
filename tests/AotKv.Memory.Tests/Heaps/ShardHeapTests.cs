using AotKv.Memory.Heaps;
using Xunit;

namespace AotKv.Memory.Tests.Heaps;

public unsafe class ShardHeapTests
{
    readonly record struct Block(nint Address, int Bytes, byte Fill);

    [Fact]
    public void Blocks_keep_their_content_and_never_overlap() => RandomSeed.Run(random =>
    {
        using var heap = new ShardHeap();
        var blocks = new List<Block>();
        long expected = 0;
        for (var step = 0; step < 60_000; step++)
        {
            // Waves, so that pages and regions empty and come back.
            var grows = step / 10_000 % 2 == 0;
            if (blocks.Count == 0 || random.Next(10) < (grows ? 7 : 3))
            {
                var bytes = RandomLength(random);
                var block = new Block(heap.Allocate(bytes), bytes, (byte)random.Next(256));
                new Span<byte>((void*)block.Address, bytes).Fill(block.Fill);
                if (bytes % 8 == 0) Assert.Equal(0, block.Address % 8);
                blocks.Add(block);
                expected += ShardHeap.GoodSize(bytes);
            }
            else
            {
                var index = random.Next(blocks.Count);
                Release(heap, blocks[index]);
                expected -= ShardHeap.GoodSize(blocks[index].Bytes);
                blocks[index] = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
            }
            Assert.Equal(expected, heap.BytesUsed);
        }
        foreach (var block in blocks) Release(heap, block);
        Assert.Equal(0, heap.BytesUsed);
        AssertEmpty(heap);
    });

    [Fact]
    public void Statistics_count_the_blocks_of_each_class()
    {
        using var heap = new ShardHeap();
        var addresses = new nint[1000];
        for (var i = 0; i < addresses.Length; i++) addresses[i] = heap.Allocate(200);
        var statistics = heap.Statistics(ShardHeap.SizeClassOf(200));
        Assert.Equal(200, statistics.BlockBytes);
        Assert.Equal(1000, statistics.LiveBlocks);
        Assert.Equal(200_000, statistics.BytesUsed);
        foreach (var address in addresses) heap.Free(address, 193);
        AssertEmpty(heap);
    }

    [Fact]
    public void Whole_pages_are_aligned_to_their_size_and_counted()
    {
        using var heap = new ShardHeap();
        var pages = Enumerable.Range(0, 200).Select(_ => heap.AllocatePage()).ToArray();
        foreach (var page in pages) new Span<byte>((void*)page, ShardHeap.PageBytes).Fill(1);
        Assert.Equal(200, pages.Distinct().Count());
        Assert.Equal(200L * ShardHeap.PageBytes, heap.BytesUsed);
#if !AOTKV_GUARDED
        Assert.All(pages, page => Assert.Equal(0, page % ShardHeap.PageBytes));
#endif
        foreach (var page in pages) heap.FreePage(page);
        Assert.Equal(0, heap.BytesUsed);
    }

    [Fact]
    public void A_large_block_keeps_its_content_when_it_is_resized() => RandomSeed.Run(random =>
    {
        using var heap = new ShardHeap();
        long bytes = 40_000;
        var address = heap.AllocateLarge(bytes);
        new Span<byte>((void*)address, 40_000).Fill(7);
        for (var step = 0; step < 50; step++)
        {
            var longer = random.Next(40_000, 3_000_000);
            address = heap.ResizeLarge(address, bytes, longer);
            bytes = longer;
            Assert.False(new ReadOnlySpan<byte>((void*)address, 40_000).ContainsAnyExcept((byte)7));
            Assert.Equal(ShardHeap.GoodSizeOf(bytes), heap.LargeBytesUsed);
        }
        heap.FreeLarge(address, bytes);
        AssertEmpty(heap);
    });

    [Fact]
    public void A_detached_block_leaves_the_accounts_and_is_freed_by_another_thread()
    {
        using var heap = new ShardHeap();
        var block = heap.DetachLarge(heap.AllocateLarge(1 << 20), 1 << 20);
        AssertEmpty(heap);
        var cleaner = new Thread(block.Free);
        cleaner.Start();
        cleaner.Join();
    }

#if !AOTKV_GUARDED
    [Fact]
    public void Regions_go_back_to_the_system_but_for_one()
    {
        using var heap = new ShardHeap();
        var addresses = new nint[20_000];
        for (var i = 0; i < addresses.Length; i++) addresses[i] = heap.Allocate(4096);
        Assert.True(heap.BytesReserved >= heap.BytesUsed);
        Assert.True(heap.BytesReserved < heap.BytesUsed * 1.1);
        foreach (var address in addresses) heap.Free(address, 4096);
        Assert.True(heap.BytesReserved <= 8 << 20, $"{heap.BytesReserved}");
    }

    [Fact]
    public void A_page_emptied_by_one_size_serves_another()
    {
        using var heap = new ShardHeap();
        for (var round = 1; round <= 40; round++)
        {
            var bytes = round * 100;
            var addresses = Enumerable.Range(0, 3_000_000 / bytes).Select(_ => heap.Allocate(bytes)).ToArray();
            foreach (var address in addresses) heap.Free(address, bytes);
        }
        Assert.True(heap.BytesReserved <= 12 << 20, $"{heap.BytesReserved}");
    }
#endif

    static int RandomLength(Random random) => random.Next(100) switch
    {
        < 60 => random.Next(1, 200),
        < 90 => random.Next(1, 5_000),
        < 99 => random.Next(1, 40_000),
        _ => random.Next(1, 300_000),
    };

    static void Release(ShardHeap heap, Block block)
    {
        Assert.False(new ReadOnlySpan<byte>((void*)block.Address, block.Bytes).ContainsAnyExcept(block.Fill));
        heap.Free(block.Address, block.Bytes);
    }

    static void AssertEmpty(ShardHeap heap)
    {
        Assert.Equal(0, heap.BytesUsed);
        Assert.Equal(0, heap.LargeBlocks);
        Assert.Equal(0, heap.WholePages);
        for (var sizeClass = 0; sizeClass < ShardHeap.SizeClassCount; sizeClass++)
            Assert.Equal(0, heap.Statistics(sizeClass).LiveBlocks);
    }
}
