using System.Runtime.InteropServices;

namespace AotKv.Values.Lists;

/// <summary>What a long list's root begins with; its segments follow. 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
struct ListRoot
{
    /// <summary>list-max-listpack-size as it was when the list became long.</summary>
    public int Fill;

    /// <summary>list-compress-depth as it was then.</summary>
    public int Depth;

    public int Segments;

    /// <summary>The blocks of all segments.</summary>
    public int Blocks;
}
