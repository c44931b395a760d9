#if !AOTKV_GUARDED
using AotKv.Memory.Heaps;
using Xunit;

namespace AotKv.Memory.Tests.Heaps;

public unsafe class TendedHeapTests
{
    const int RegionPages = 64;
    const int Regions = 12;

    [Fact]
    public void Regions_that_are_empty_are_handed_over_to_be_freed()
    {
        using var heap = new ShardHeap { IsTended = true };
        foreach (var page in Fill(heap)) heap.FreePage(page);
        var handedOver = 0;
        while (heap.TryTakeRetired(out var region))
        {
            region.Free();
            handedOver++;
        }
        // One is kept against the next need.
        Assert.Equal(Regions - 1, handedOver);
        Assert.False(heap.TryTakeRetired(out _));
    }

    [Fact]
    public void Nothing_is_left_to_hand_over_where_nobody_tends_the_heap()
    {
        using var heap = new ShardHeap();
        foreach (var page in Fill(heap)) heap.FreePage(page);
        Assert.False(heap.TryTakeRetired(out _));
        Assert.False(heap.TryAskForRegion(out _));
    }

    [Fact]
    public void A_region_that_was_prepared_is_the_next_to_be_used()
    {
        using var heap = new ShardHeap { IsTended = true };
        Fill(heap);
        Assert.True(heap.TryAskForRegion(out var supply));
        Assert.False(heap.TryAskForRegion(out _));
        supply.Prepare();
        var reserved = heap.BytesReserved;
        var pages = Enumerable.Range(0, RegionPages).Select(_ => heap.AllocatePage()).ToArray();
        foreach (var page in pages) new Span<byte>((void*)page, ShardHeap.PageBytes).Fill(1);
        Assert.True(heap.BytesReserved > reserved);
        // Asked again, so the one that was ready is in use.
        Assert.True(heap.TryAskForRegion(out _));
    }

    [Fact]
    public void A_large_heap_asks_for_the_next_region_as_soon_as_it_begins_one()
    {
        using var heap = new ShardHeap { IsTended = true };
        Fill(heap, LargeHeapRegions);
        Assert.True(heap.TryAskForRegion(out var supply));
        supply.Prepare();
        heap.AllocatePage();
        Assert.True(heap.TryAskForRegion(out _));
    }

    [Fact]
    public void A_region_that_was_to_be_freed_is_used_again()
    {
        using var giving = new ShardHeap { IsTended = true };
        foreach (var page in Fill(giving)) giving.FreePage(page);
        Assert.True(giving.TryTakeRetired(out var region));

        using var taking = new ShardHeap { IsTended = true };
        Fill(taking);
        Assert.True(taking.TryAskForRegion(out var supply));
        supply.Prepare(region);
        var pages = Enumerable.Range(0, RegionPages).Select(_ => taking.AllocatePage()).ToArray();
        Assert.Contains(pages, page => page >= region.Address && page < region.Address + (nint)region.Bytes);
        while (giving.TryTakeRetired(out var other)) other.Free();
    }

    const int LargeHeapRegions = 16;

    static nint[] Fill(ShardHeap heap, int regions = Regions) =>
        [.. Enumerable.Range(0, regions * (RegionPages - 1)).Select(_ => heap.AllocatePage())];
}
#endif
