using System.Numerics;
using AotKv.Memory;

namespace AotKv.Values.Members;

/// <summary>
/// Addresses that were met, for at most as many as it was made for: open addressing in one native block. Owned by the
/// method that picks distinct elements, on its stack.
/// </summary>
public ref struct SeenAddresses : IDisposable
{
    const ulong Scramble = 0x9E3779B97F4A7C15;

    readonly int shift;
    NativeList<nint> places;

    public SeenAddresses(int addressesMax)
    {
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(addressesMax, 8) * 2);
        shift = 64 - BitOperations.Log2((uint)length);
        places.EnsureRoom(length);
        places.Advance(length);
        places.Span.Clear();
    }

    /// <summary>Notes an address; false where it was met before.</summary>
    public readonly bool Add(nint address)
    {
        var span = places.Span;
        var index = (int)((ulong)address * Scramble >> shift);
        for (; span[index] != 0; index = (index + 1) & (span.Length - 1))
            if (span[index] == address) return false;
        span[index] = address;
        return true;
    }

    public void Dispose() => places.Dispose();
}
