using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AotKv.Memory.Heaps;

/// <summary>
/// The state of one page of 64 KB, which holds blocks of one size. Owned by the heap of one shard. It stands in its
/// region's header, not in the page: headers a page apart would all fall into the same set of the caches.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
unsafe struct PageHeader
{
    /// <summary>The size of a header: one cache line.</summary>
    public const int Bytes = 64;

    /// <summary>The first free block, which begins with the address of the next, or 0.</summary>
    public nint Free;

    /// <summary>How many blocks are in use.</summary>
    public int Live;

    /// <summary>The size class of the blocks.</summary>
    public int SizeClass;

    /// <summary>What lies from here to <see cref="End"/> was never handed out and is in no list.</summary>
    public nint Uncarved;

    /// <summary>The end of the last whole block.</summary>
    public nint End;

    /// <summary>Neighbours in the class's list of pages with room.</summary>
    public PageHeader* Next, Previous;

    /// <summary>Whether the page stands in its class's list.</summary>
    public bool IsListed;

    /// <summary>Whose page it is: where its blocks return to when they are freed elsewhere.</summary>
    public nint Home;

    /// <summary>The size class of a page that is in use whole.</summary>
    public const int Whole = -1;

    /// <summary>The header of the page that an address lies in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PageHeader* Of(nint address)
    {
        var region = address & -(nint)RegionHeader.RegionBytes;
        var page = (address >> RegionHeader.PageShift) & (RegionHeader.Pages - 1);
        return (PageHeader*)(region + page * Bytes);
    }
}
