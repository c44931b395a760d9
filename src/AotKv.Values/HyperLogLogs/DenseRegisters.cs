using AotKv.Values.Calls;

namespace AotKv.Values.HyperLogLogs;

/// <summary>
/// Registers of six bits each, one behind the other from the lowest bit of each byte on; and the same as a byte each,
/// which is how they are worked with: native/sketches.c turns one into the other. Stateless.
/// </summary>
//  byte    0        1        2        3
//  bits    11000000 22221111 33333322 55444444     (a digit is the number of the register that the bit is of)
static unsafe class DenseRegisters
{
    public const int Bytes = HyperLogLog.Registers * Bits / 8;

    const int Bits = 6;
    const int Mask = (1 << Bits) - 1;

    /// <summary>Whether the processor has the vectors that registers are expanded and packed with.</summary>
    public static bool HasVectors => VectorCalls.HasVectors() != 0;

    public static int Get(ReadOnlySpan<byte> dense, int register)
    {
        var bit = register * Bits;
        var at = bit >> 3;
        var both = dense[at] | (at + 1 < dense.Length ? dense[at + 1] << 8 : 0);
        return both >> (bit & 7) & Mask;
    }

    public static void Set(Span<byte> dense, int register, int value)
    {
        var bit = register * Bits;
        var at = bit >> 3;
        var shift = bit & 7;
        dense[at] = (byte)(dense[at] & ~(Mask << shift) | value << shift);
        if (shift <= 8 - Bits) return;
        dense[at + 1] = (byte)(dense[at + 1] & ~(Mask >> 8 - shift) | value >> 8 - shift);
    }

    /// <summary>Raises registers, a byte each, to those that stand here.</summary>
    public static void Raise(ReadOnlySpan<byte> dense, Span<byte> registers, bool useVectors)
    {
        fixed (byte* from = dense[..Bytes], to = registers[..HyperLogLog.Registers])
            VectorCalls.RaiseRegisters(from, to, useVectors ? 1 : 0);
    }

    /// <summary>Packs registers, a byte each, to six bits each.</summary>
    public static void Pack(ReadOnlySpan<byte> registers, Span<byte> dense, bool useVectors)
    {
        fixed (byte* from = registers[..HyperLogLog.Registers], to = dense[..Bytes])
            VectorCalls.PackRegisters(from, to, useVectors ? 1 : 0);
    }
}
