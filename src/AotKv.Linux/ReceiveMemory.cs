using AotKv.Linux.Calls;
using AotKv.Machine;
using AotKv.Memory;

namespace AotKv.Linux;

/// <summary>
/// The memory of all receive buffers of one network: one mapping, of which only touched pages cost anything. A buffer
/// is named by its index.
/// </summary>
readonly struct ReceiveMemory
{
    /// <summary>
    /// From one buffer to the next. No power of two: the beginnings of buffers, which are all that short requests use,
    /// would share a few sets of the cache.
    /// </summary>
    const int Stride = Network.ReceiveBufferBytes + 9 * 64;

    readonly nint start;

    internal ReceiveMemory(int count)
    {
        Count = count;
        start = RingCalls.MapPages((ulong)count * Stride);
        if (start == 0) throw new OutOfMemoryException("No memory for receive buffers.");
    }

    internal readonly int Count;

    internal nint AddressOf(int buffer) => start + (nint)buffer * Stride;

    internal NativeBytes View(int buffer, int length) => new(AddressOf(buffer), length);

    internal void Free() => RingCalls.UnmapPages(start, (ulong)Count * Stride);
}
