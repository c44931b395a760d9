using System.Diagnostics;
using System.Numerics;

namespace AotKv.Memory.Heaps;

/// <summary>
/// The pages of one shard's heap, carved from regions of 4 MB. Owned by the heap, on the shard's thread. A region whose
/// pages are all free goes back to the system, except for one that is kept against the next need.
/// </summary>
sealed unsafe class RegionPool : IDisposable
{
    const ulong AllFree = ulong.MaxValue;
    const ulong FirstPage = 1;

    /// <summary>So many regions come in small pages, so that a small server stays small.</summary>
    const int RegionsInSmallPages = 8;

    readonly List<nint> regions = [];
    RegionHeader* withRoom;
    RegionHeader* spare;

    /// <summary>What was asked of the system and not given back, in bytes.</summary>
    public long BytesReserved => (long)regions.Count * RegionHeader.RegionBytes;

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
        regions.Clear();
        withRoom = spare = null;
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
        return (PageHeader*)((nint)region - RegionHeader.Offset + index * PageHeader.Bytes);
    }

    RegionHeader* MapRegion()
    {
        var start = SystemMemory.MapAligned(RegionHeader.RegionBytes);
        if (regions.Count >= RegionsInSmallPages) SystemMemory.PreferHugePages(start, RegionHeader.RegionBytes);
        var region = RegionHeader.Of(start);
        region->FreePages = AllFree;
        region->Index = regions.Count;
        regions.Add(start);
        Link(region);
        return region;
    }

    void RetireSlow(RegionHeader* region)
    {
        if (spare == null)
        {
            spare = region;
            return;
        }
        Unlink(region);
        var last = regions[^1];
        regions[region->Index] = last;
        RegionHeader.Of(last)->Index = region->Index;
        regions.RemoveAt(regions.Count - 1);
        SystemMemory.Unmap((nint)region - RegionHeader.Offset, RegionHeader.RegionBytes);
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
