#if !AOTKV_GUARDED
using AotKv.Memory.Heaps;
using Xunit;

namespace AotKv.Memory.Tests.Heaps;

public unsafe class TendedHeapTests
{
    const int RegionPages = 64;
    const int Regions = 12;
    const int LargeHeapRegions = 16;

    /// <summary>Notes what it is asked for, and does it when the test says so.</summary>
    sealed class PatientCleaner : LargeBlockCleaner
    {
        public List<LargeBlock> Taken { get; } = [];
        public Queue<RegionSupply> Asked { get; } = [];

        public override void Take(LargeBlock block) => Taken.Add(block);

        public override void Prepare(RegionSupply supply) => Asked.Enqueue(supply);
    }

    readonly PatientCleaner cleaner = new();

    [Fact]
    public void Regions_that_are_empty_are_handed_over_to_be_freed()
    {
        using var heap = new ShardHeap { Cleaner = cleaner };
        foreach (var page in Fill(heap)) heap.FreePage(page);
        // One is kept against the next need.
        Assert.Equal(Regions - 1, cleaner.Taken.Count);
        foreach (var region in cleaner.Taken) region.Free();
    }

    [Fact]
    public void A_region_that_was_prepared_is_the_next_to_be_used()
    {
        using var heap = new ShardHeap { Cleaner = cleaner };
        Fill(heap);
        Assert.Single(cleaner.Asked).Prepare();
        var reserved = heap.BytesReserved;
        cleaner.Asked.Clear();
        var pages = Enumerable.Range(0, RegionPages - 1).Select(_ => heap.AllocatePage()).ToArray();
        foreach (var page in pages) new Span<byte>((void*)page, ShardHeap.PageBytes).Fill(1);
        Assert.True(heap.BytesReserved > reserved);
        Assert.Single(cleaner.Asked);
    }

    [Fact]
    public void A_large_heap_asks_for_the_next_region_as_soon_as_it_begins_one()
    {
        using var heap = new ShardHeap { Cleaner = cleaner };
        Fill(heap, LargeHeapRegions);
        cleaner.Asked.Dequeue().Prepare();
        Assert.Empty(cleaner.Asked);
        heap.AllocatePage();
        Assert.Single(cleaner.Asked);
    }

    [Fact]
    public void A_region_that_was_to_be_freed_is_used_again()
    {
        using var giving = new ShardHeap { Cleaner = cleaner };
        foreach (var page in Fill(giving)) giving.FreePage(page);
        var region = cleaner.Taken[0];
        cleaner.Asked.Clear();

        using var taking = new ShardHeap { Cleaner = cleaner };
        Fill(taking);
        cleaner.Asked.Dequeue().Prepare(region);
        var pages = Enumerable.Range(0, RegionPages).Select(_ => taking.AllocatePage()).ToArray();
        Assert.Contains(pages, page => page >= region.Address && page < region.Address + (nint)region.Bytes);
        foreach (var other in cleaner.Taken.Skip(1)) other.Free();
    }

    static nint[] Fill(ShardHeap heap, int regions = Regions) =>
        [.. Enumerable.Range(0, regions * (RegionPages - 1)).Select(_ => heap.AllocatePage())];
}
#endif
