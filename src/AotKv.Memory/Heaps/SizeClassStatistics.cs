namespace AotKv.Memory.Heaps;

/// <summary>
/// What one size class of a heap holds: the size of a block, the blocks in use and the pages of 64 KB set aside.
/// </summary>
public readonly record struct SizeClassStatistics(int BlockBytes, long LiveBlocks, int Pages)
{
    /// <summary>The bytes of the blocks in use.</summary>
    public long BytesUsed => LiveBlocks * BlockBytes;

    /// <summary>The bytes of the pages set aside.</summary>
    public long BytesReserved => (long)Pages * RegionHeader.PageBytes;
}
