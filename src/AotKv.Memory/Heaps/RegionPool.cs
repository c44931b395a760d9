using System.Diagnostics;
using System.Numerics;

namespace AotKv.Memory.Heaps;

/// <summary>
/// The pages of one shard's heap, carved from regions of 4 MB. Owned by the heap, on the shard's thread. A region whose
/// pages are all free goes back to the system, except for one that is kept against the next need. Where a cleaner tends
/// the heap, its regions come from a supply and go back by the cleaner's hands, because the system takes its time for
/// both. A region that the supply does not have in time comes in small pages: each costs a microsecond or a few when it
/// is touched, and nobody waits for milliseconds. When it is full, the kernel is asked to gather them in its own time.
/// </summary>
sealed unsafe class RegionPool : IDisposable
{
    const ulong AllFree = ulong.MaxValue;
    const ulong FirstPage = 1;

    /// <summary>
    /// So many regions come in small pages, so that a small server stays small. No more: a quarter of a million keys in
    /// small pages cost a table walk for each bucket and each record.
    /// </summary>
    const int RegionsInSmallPages = 1;

    /// <summary>The next region is asked for when a new one has so many pages left, in a small heap.</summary>
    const int AskWithPagesLeft = RegionHeader.Pages / 4;

    /// <summary>
    /// From so many regions on the next one is asked for as soon as one is begun: who prepares it may have to wait for
    /// a CPU, and one region more is little then.
    /// </summary>
    const int RegionsInLargeHeap = 16;

    readonly List<nint> regions = [];
    readonly RegionSupply supply = new();
    nint late;
    RegionHeader* newest;
    RegionHeader* withRoom;
    RegionHeader* spare;

    /// <summary>What was asked of the system and not given back, in bytes.</summary>
    public long BytesReserved => (long)regions.Count * RegionHeader.RegionBytes;

    /// <summary>Who prepares regions and takes those that are no longer needed, or null.</summary>
    public LargeBlockCleaner? Cleaner { get; set; }

    /// <summary>A free page for blocks, maybe the short first page of a region.</summary>
    public PageHeader* TakePage() => Take(ulong.MaxValue);

    /// <summary>A free page of full length, aligned to its length.</summary>
    public PageHeader* TakeWholePage() => Take(~FirstPage);

    /// <summary>The first byte of a page that blocks may use.</summary>
    public static nint StartOf(PageHeader* page)
    {
        var region = (nint)page & -(nint)RegionHeader.RegionBytes;
        var index = ((nint)page - region) / PageHeader.Bytes;
        return index == 0 ? region + RegionHeader.FirstPageStart : region + (index << RegionHeader.PageShift);
    }

    /// <summary>The byte after the page's last.</summary>
    public static nint EndOf(PageHeader* page) =>
        (StartOf(page) & -(nint)RegionHeader.PageBytes) + RegionHeader.PageBytes;

    /// <summary>Gives back a page that nothing lives in.</summary>
    public void ReturnPage(PageHeader* page)
    {
        var region = RegionHeader.Of((nint)page);
        var bit = 1UL << (int)(((nint)page & (RegionHeader.RegionBytes - 1)) / PageHeader.Bytes);
        Debug.Assert((region->FreePages & bit) == 0, "A page was returned twice.");
        if (region->FreePages == 0) Link(region);
        region->FreePages |= bit;
        if (region->FreePages == AllFree) RetireSlow(region);
    }

    public void Dispose()
    {
        foreach (var region in regions) SystemMemory.Unmap(region, RegionHeader.RegionBytes);
        if (supply.Take() is var prepared and not 0) SystemMemory.Unmap(prepared, RegionHeader.RegionBytes);
        regions.Clear();
        withRoom = spare = newest = null;
    }

    PageHeader* Take(ulong allowed)
    {
        var region = withRoom;
        while (region != null && (region->FreePages & allowed) == 0) region = region->Next;
        if (region == null) region = MapRegion();
        if (region == spare) spare = null;
        var index = BitOperations.TrailingZeroCount(region->FreePages & allowed);
        region->FreePages &= ~(1UL << index);
        if (region->FreePages == 0) Unlink(region);
        if (region == newest && BitOperations.PopCount(region->FreePages) <= PagesLeftToAsk) WantNext();
        return (PageHeader*)((nint)region - RegionHeader.Offset + index * PageHeader.Bytes);
    }

    int PagesLeftToAsk => regions.Count < RegionsInLargeHeap ? AskWithPagesLeft : RegionHeader.Pages;

    /// <summary>Regions in small pages are touched bit by bit, and need no preparing.</summary>
    void WantNext()
    {
        newest = null;
        if (Cleaner is not null && regions.Count >= RegionsInSmallPages && supply.TryAsk()) Cleaner.Prepare(supply);
    }

    RegionHeader* MapRegion()
    {
        if (late != 0) SystemMemory.PreferHugePages(late, RegionHeader.RegionBytes);
        late = 0;
        var start = supply.Take();
        if (start == 0) start = MapSlow();
        if (regions.Count == RegionsInSmallPages) PreferHugePagesFromNowOn();
        var region = RegionHeader.Of(start);
        region->FreePages = AllFree;
        region->Index = regions.Count;
        regions.Add(start);
        Link(region);
        newest = region;
        return region;
    }

    /// <summary>A region that nobody has prepared.</summary>
    nint MapSlow()
    {
        var start = SystemMemory.MapAligned(RegionHeader.RegionBytes);
        if (regions.Count < RegionsInSmallPages) return start;
        if (Cleaner is null) SystemMemory.PreferHugePages(start, RegionHeader.RegionBytes);
        else late = start;
        return start;
    }

    /// <summary>
    /// The server is no longer small: the small pages of the first regions are gathered, by whoever prepares the next
    /// region, or by the kernel in its own time.
    /// </summary>
    void PreferHugePagesFromNowOn()
    {
        foreach (var start in regions)
        {
            SystemMemory.PreferHugePages(start, RegionHeader.RegionBytes);
            supply.GatherLater(start);
        }
    }

    void RetireSlow(RegionHeader* region)
    {
        if (spare == null)
        {
            spare = region;
            return;
        }
        Unlink(region);
        if (region == newest) newest = null;
        var last = regions[^1];
        regions[region->Index] = last;
        RegionHeader.Of(last)->Index = region->Index;
        regions.RemoveAt(regions.Count - 1);
        var start = (nint)region - RegionHeader.Offset;
        if (Cleaner is not null) Cleaner.Take(LargeBlock.OfRegion(start));
        else SystemMemory.Unmap(start, RegionHeader.RegionBytes);
    }

    void Link(RegionHeader* region)
    {
        region->Previous = null;
        region->Next = withRoom;
        if (withRoom != null) withRoom->Previous = region;
        withRoom = region;
    }

    void Unlink(RegionHeader* region)
    {
        if (region->Previous != null) region->Previous->Next = region->Next;
        else withRoom = region->Next;
        if (region->Next != null) region->Next->Previous = region->Previous;
    }
}
