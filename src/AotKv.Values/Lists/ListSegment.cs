using System.Runtime.InteropServices;

namespace AotKv.Values.Lists;

/// <summary>
/// A row of blocks of a long list, as the list's root has it: where it stands and what is in it. 24 bytes.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
struct ListSegment
{
    /// <summary>The most blocks of a segment.</summary>
    public const int BlocksMax = 128;

    public nint Address;

    /// <summary>The elements of all of its blocks.</summary>
    public long Elements;

    public int Blocks;

    /// <summary>The blocks for which there is room.</summary>
    public int Capacity;
}
