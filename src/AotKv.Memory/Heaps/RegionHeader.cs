using System.Runtime.InteropServices;

namespace AotKv.Memory.Heaps;

/// <summary>
/// What a region of 4 MB knows of itself. Owned by the <see cref="RegionPool"/> of one shard. It takes the front of the
/// region's first page, which therefore is shorter than the others.
/// </summary>
//  0                     4096            4160                 64 KB           4 MB
//  | 64 page headers, 64 | RegionHeader  | rest of page 0     | pages 1 to 63 |
[StructLayout(LayoutKind.Sequential, Size = 64)]
unsafe struct RegionHeader
{
    public const int RegionBytes = 4 << 20;
    public const int PageShift = 16;
    public const int PageBytes = 1 << PageShift;
    public const int Pages = RegionBytes / PageBytes;

    /// <summary>Where this header stands in its region.</summary>
    public const int Offset = Pages * PageHeader.Bytes;

    /// <summary>The first byte that a block can have in page 0.</summary>
    public const int FirstPageStart = Offset + 64;

    /// <summary>A set bit for each free page.</summary>
    public ulong FreePages;

    /// <summary>Neighbours in the list of regions with a free page.</summary>
    public RegionHeader* Next, Previous;

    /// <summary>The place of this region in the pool's list of all regions.</summary>
    public int Index;

    public static RegionHeader* Of(nint address) => (RegionHeader*)((address & -(nint)RegionBytes) + Offset);
}
