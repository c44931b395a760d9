using System.Runtime.InteropServices;

namespace AotKv.Memory.Heaps;

/// <summary>
/// A large block, or a region of small ones, that has left its heap's accounts. Whoever holds it owns it and frees it,
/// on any thread: giving hundreds of megabytes back to the system takes milliseconds that a serving core does not have.
/// </summary>
public readonly unsafe struct LargeBlock
{
    readonly bool isRegion;

    internal LargeBlock(nint address, long bytes)
    {
        Address = address;
        Bytes = bytes;
    }

    LargeBlock(nint region)
        : this(region, RegionHeader.RegionBytes) => isRegion = true;

    internal static LargeBlock OfRegion(nint region) => new(region);

    public nint Address { get; }

    /// <summary>The size of the block.</summary>
    public long Bytes { get; }

    /// <summary>Gives the memory back. Once.</summary>
    public void Free()
    {
        if (isRegion) SystemMemory.Unmap(Address, RegionHeader.RegionBytes);
        else NativeMemory.Free((void*)Address);
    }
}
