using System.Numerics;
using AotKv.Memory;

namespace AotKv.Commands.Hashes;

/// <summary>
/// A set of addresses, none of them 0, of a size that is known when it is made: open addressing in native memory. On
/// the stack of one command.
/// </summary>
struct AddressSet : IDisposable
{
    const ulong Spread = 0x9E3779B97F4A7C15;

    readonly int shift;
    NativeList<nint> slots;

    public AddressSet(int countMax)
    {
        var bits = BitOperations.Log2((uint)countMax) + 2;
        shift = 64 - bits;
        slots.EnsureRoom(1 << bits)[..(1 << bits)].Clear();
        slots.Advance(1 << bits);
    }

    public int Count { get; private set; }

    /// <summary>Adds an address; false where it is in the set.</summary>
    public bool TryAdd(nint address)
    {
        for (var slot = (int)((ulong)address * Spread >> shift);; slot = (slot + 1) & (slots.Count - 1))
        {
            if (slots[slot] == address) return false;
            if (slots[slot] != 0) continue;
            slots[slot] = address;
            Count++;
            return true;
        }
    }

    public void Dispose() => slots.Dispose();
}
