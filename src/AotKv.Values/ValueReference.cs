using System.Runtime.InteropServices;
using AotKv.Memory.Heaps;

namespace AotKv.Values;

/// <summary>
/// Where a value stands that is too long for its record. The record owns the block, or, of a string that was sent from
/// where it stands, holds its pin: the capacity is then the pin's address, inverted, and the pin knows the block.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct ValueReference(nint Address, long Length, long Capacity)
{
    internal bool IsPinned => Capacity < 0;

    internal Pin Pin => Pin.At((nint)~Capacity);

    internal ValueReference PinnedBy(Pin pin) => this with { Capacity = ~(long)pin.Address };
}
