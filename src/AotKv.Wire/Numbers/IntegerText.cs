using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AotKv.Wire.Numbers;

/// <summary>
/// Signed 64-bit integers as text, in the one form that Valkey takes for an integer: no blanks, no plus, no leading
/// zeros, no "-0". So what parses is exactly what formats to the same bytes.
/// </summary>
public static class IntegerText
{
    /// <summary>The room that every integer fits in.</summary>
    public const int BytesMax = 20;

    /// <summary>Reads <paramref name="text"/>, all of it, or returns false.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if ((uint)(text.Length - 1) >= BytesMax) return false;
        if (text.Length == 1)
        {
            value = text[0] - '0';
            return (ulong)value <= 9;
        }
        var negative = text[0] == '-';
        if (negative) text = text[1..];
        if ((uint)(text[0] - '1') > 8) return false;

        // 19 digits cannot overflow; of 20, which no sign may precede, all are too large for a signed 64-bit integer.
        if (text.Length > 19) return false;
        ulong magnitude = 0;
        while (text.Length >= 8)
        {
            if (!TryParseEight(BinaryPrimitives.ReadUInt64LittleEndian(text), out var eight)) return false;
            magnitude = magnitude * 100_000_000 + eight;
            text = text[8..];
        }
        foreach (var digit in text)
        {
            if ((uint)(digit - '0') > 9) return false;
            magnitude = magnitude * 10 + (uint)(digit - '0');
        }
        if (magnitude > long.MaxValue + (negative ? 1UL : 0)) return false;
        value = negative ? (long)(0 - magnitude) : (long)magnitude;
        return true;
    }

    /// <summary>Writes <paramref name="value"/> and returns the length, at most <see cref="BytesMax"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Format(Span<byte> destination, long value)
    {
        if ((ulong)value > 9) return FormatLonger(destination, value);
        destination[0] = (byte)('0' + value);
        return 1;
    }

    /// <summary>Writes an unsigned integer and returns the number of bytes, at most <see cref="BytesMax"/>.</summary>
    public static int Format(Span<byte> destination, ulong value)
    {
        var length = CountDigits(value);
        var position = length;
        // One check for all the writes below.
        destination = destination[..length];
        while (value >= 100)
        {
            var (rest, pair) = Math.DivRem(value, 100);
            value = rest;
            position -= 2;
            WritePair(destination[position..], pair);
        }
        if (value >= 10) WritePair(destination, value);
        else destination[0] = (byte)('0' + value);
        return length;
    }

    /// <summary>The number of decimal digits: 1 for 0.</summary>
    public static int CountDigits(ulong value)
    {
        // The bit length times log10(2), corrected by comparing with the power of ten that it stands for.
        var estimate = (64 - BitOperations.LeadingZeroCount(value | 1)) * 1233 >> 12;
        return estimate + ((value | 1) >= PowersOfTen[estimate] ? 1 : 0);
    }

    // A word, not a copy of two bytes: that would be a call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void WritePair(Span<byte> destination, ulong pair) => BinaryPrimitives.WriteUInt16LittleEndian(
        destination, BinaryPrimitives.ReadUInt16LittleEndian(Pairs[((int)pair * 2)..]));

    static int FormatLonger(Span<byte> destination, long value)
    {
        if (value >= 0) return Format(destination, (ulong)value);
        destination[0] = (byte)'-';
        return 1 + Format(destination[1..], 0 - (ulong)value);
    }

    /// <summary>Eight digits in one word, the first in the lowest byte: pairs, then fours, then all eight.</summary>
    static bool TryParseEight(ulong digits, out ulong value)
    {
        digits -= 0x3030_3030_3030_3030;
        value = digits;
        if (((digits | digits + 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) != 0) return false;
        value = (digits * (1 + (10 << 8)) >> 8) & 0x00FF_00FF_00FF_00FF;
        value = (value * (1 + (100 << 16)) >> 16) & 0x0000_FFFF_0000_FFFF;
        value = value * (1 + (10_000UL << 32)) >> 32;
        return true;
    }

    static ReadOnlySpan<ulong> PowersOfTen =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ];

    static ReadOnlySpan<byte> Pairs =>
          "00010203040506070809101112131415161718192021222324252627282930313233343536373839"u8
        + "40414243444546474849505152535455565758596061626364656667686970717273747576777879"u8
        + "8081828384858687888990919293949596979899"u8;
}
