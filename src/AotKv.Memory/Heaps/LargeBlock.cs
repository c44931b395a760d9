using System.Runtime.InteropServices;

namespace AotKv.Memory.Heaps;

/// <summary>
/// A large block, or a region of small ones, that has left its heap's accounts. Whoever holds it owns it and frees it,
/// on any thread: giving hundreds of megabytes back to the system takes milliseconds that a serving core does not have.
/// </summary>
public readonly unsafe struct LargeBlock
{
    internal LargeBlock(nint address, long bytes)
    {
        Address = address;
        Bytes = bytes;
    }

    LargeBlock(nint region)
        : this(region, RegionHeader.RegionBytes) => IsRegion = true;

    internal static LargeBlock OfRegion(nint region) => new(region);

    /// <summary>It is a region, which any heap can use: <see cref="RegionSupply.Prepare"/>.</summary>
    public bool IsRegion { get; }

    public nint Address { get; }

    /// <summary>The size of the block.</summary>
    public long Bytes { get; }

    /// <summary>Gives the memory back. Once.</summary>
    public void Free()
    {
        if (IsRegion) SystemMemory.Unmap(Address, RegionHeader.RegionBytes);
        else
        {
            GiveBack();
            NativeMemory.Free((void*)Address);
        }
    }

    /// <summary>
    /// Gives whole pages back slice by slice. In one call the system would hold the address space of the process for
    /// milliseconds, and a serving core that asks it for memory meanwhile would wait.
    /// </summary>
    void GiveBack()
    {
        var end = (nint)(Address + Bytes) & -SystemMemory.PageBytes;
        for (var at = (Address + SystemMemory.PageBytes - 1) & -SystemMemory.PageBytes; at < end; at += SliceBytes)
            SystemMemory.Discard(at, Math.Min(SliceBytes, end - at));
    }

    const nint SliceBytes = 4 << 20;
}
