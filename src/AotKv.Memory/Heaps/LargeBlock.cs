using System.Runtime.InteropServices;

namespace AotKv.Memory.Heaps;

/// <summary>
/// A large block that has left its heap's accounts. Whoever holds it owns it and frees it, on any thread: giving
/// hundreds of megabytes back to the system takes milliseconds that a serving core does not have.
/// </summary>
public readonly unsafe struct LargeBlock
{
    internal LargeBlock(nint address, long bytes)
    {
        Address = address;
        Bytes = bytes;
    }

    public nint Address { get; }

    /// <summary>The size of the block.</summary>
    public long Bytes { get; }

    /// <summary>Gives the memory back. Once.</summary>
    public void Free() => NativeMemory.Free((void*)Address);
}
