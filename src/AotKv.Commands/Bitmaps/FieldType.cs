using AotKv.Engine;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Bitmaps;

/// <summary>The type of a BITFIELD number: i1 to i64 with a sign, u1 to u63 without.</summary>
readonly record struct FieldType(int Bits, bool IsSigned)
{
    const int SignedBitsMax = 64;
    const int UnsignedBitsMax = 63;

    Int128 Lowest => IsSigned ? -(Int128.One << (Bits - 1)) : 0;

    Int128 Highest => IsSigned ? (Int128.One << (Bits - 1)) - 1 : (Int128.One << Bits) - 1;

    public static bool TryRead(ReadOnlySpan<byte> argument, in Reply reply, out FieldType type)
    {
        type = default;
        var isSigned = argument.StartsWith("i"u8);
        if ((isSigned || argument.StartsWith("u"u8)) && IntegerText.TryParse(argument[1..], out var bits)
            && bits >= 1 && bits <= (isSigned ? SignedBitsMax : UnsignedBitsMax))
        {
            type = new((int)bits, isSigned);
            return true;
        }
        reply.Error(
            "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is."u8);
        return false;
    }

    /// <summary>The number in a field that starts at some bit; what lies beyond the bytes is zeros.</summary>
    public long Read(ReadOnlySpan<byte> bytes, long offset)
    {
        var raw = ReadRaw(bytes, offset);
        return IsSigned ? (long)(raw << (64 - Bits)) >> (64 - Bits) : (long)raw;
    }

    /// <summary>Writes the low bits of a number to a field that lies within the bytes.</summary>
    public void Write(Span<byte> bytes, long offset, long number)
    {
        var (first, count, after) = PlaceOf(offset);
        var mask = (UInt128.One << Bits) - 1;
        var window = Window(bytes, first, count) & ~(mask << after) | ((UInt128)(ulong)number & mask) << after;
        for (var i = count - 1; i >= 0; i--, window >>= 8) bytes[(int)first + i] = (byte)window;
    }

    /// <summary>
    /// The number that a field takes in place of <paramref name="exact"/>; false where that does not fit and
    /// <paramref name="overflow"/> is to fail.
    /// </summary>
    public bool TryFit(Int128 exact, FieldOverflow overflow, out long number)
    {
        number = (long)(ulong)exact;
        if (exact >= Lowest && exact <= Highest) return true;
        if (overflow == FieldOverflow.Saturate) number = (long)(ulong)(exact < Lowest ? Lowest : Highest);
        else if (IsSigned) number = number << (64 - Bits) >> (64 - Bits);
        else number &= (long)(ulong)Highest;
        return overflow != FieldOverflow.Fail;
    }

    ulong ReadRaw(ReadOnlySpan<byte> bytes, long offset)
    {
        var (first, count, after) = PlaceOf(offset);
        return (ulong)(Window(bytes, first, count) >> after & (UInt128.One << Bits) - 1);
    }

    /// <summary>The bytes that a field lies in, and the bits that follow it in the last of them.</summary>
    (long First, int Count, int After) PlaceOf(long offset)
    {
        var first = offset >> 3;
        var count = (int)(((offset & 7) + Bits + 7) >> 3);
        return (first, count, (int)(count * 8 - (offset & 7) - Bits));
    }

    static UInt128 Window(ReadOnlySpan<byte> bytes, long first, int count)
    {
        UInt128 window = 0;
        for (var i = first; i < first + count; i++) window = window << 8 | (i < bytes.Length ? bytes[(int)i] : 0u);
        return window;
    }
}
