using System.Runtime.InteropServices;

namespace AotKv.Memory.Heaps;

/// <summary>One size class of a heap: where its next block comes from and what it has given out.</summary>
[StructLayout(LayoutKind.Sequential, Size = 32)]
unsafe struct ClassState
{
    /// <summary>The first page of the class's list of pages with room, or the heap's empty page; never null.</summary>
    public PageHeader* Current;

    /// <summary>How many blocks are in use.</summary>
    public long Live;

    /// <summary>The size of a block.</summary>
    public int BlockBytes;

    /// <summary>How many pages the class has.</summary>
    public int Pages;
}
