using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AotKv.Wire.Resp;

/// <summary>
/// Reads the lines "$0" to "$9999" that stand before nearly every argument, without a loop. Anything else, also a line
/// that is only nearly right, is left to <see cref="RequestReader"/>.
/// </summary>
static class ShortLength
{
    const ulong OneDigit = '$' | '\r' << 16 | '\n' << 24;
    const ulong TwoDigits = '$' | '\r' << 24 | (ulong)'\n' << 32;

    /// <summary>What <see cref="Read"/> returns for all other lines: a negative number.</summary>
    const int NotShort = -1;

    /// <summary>
    /// The line at the start of <paramref name="bytes"/> in one number: the length that it says times 8, and its own
    /// length, line end included. Negative for a line that is not short.
    /// </summary>
    //
    //   byte   0   1   2   3   4   5   6   7
    //          $   7  \r  \n   .   .   .   .
    //          $   6   4  \r  \n   .   .   .     Here the argument itself fills up the 8 bytes.
    //          $   1   0   2   4  \r  \n   .
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) return ReadLast(bytes);
        var line = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var first = (uint)(line >> 8 & 0xFF) - '0';
        if ((line & 0xFFFF_00FF) == OneDigit && first <= 9) return (int)(first << 3 | 4);
        var second = (uint)(line >> 16 & 0xFF) - '0';
        if ((line & 0xFF_FF00_00FF) == TwoDigits && first - 1 <= 8 && second <= 9)
            return (int)(first * 10 + second << 3 | 5);
        return ReadLonger(line);
    }

    /// <summary>The line before an argument of at most one byte that ends all the bytes there are.</summary>
    static int ReadLast(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4) return NotShort;
        var line = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        var digit = (line >> 8 & 0xFF) - '0';
        return (line & 0xFFFF_00FF) == OneDigit && digit <= 9 ? (int)(digit << 3 | 4) : NotShort;
    }

    /// <summary>Three or four digits.</summary>
    static int ReadLonger(ulong line)
    {
        // The lowest high bit of the difference marks the first carriage return; those above it may be wrong.
        var differs = line ^ 0x0D0D_0D0D_0D0D_0D0D;
        var returns = (differs - 0x0101_0101_0101_0101) & ~differs & 0x8080_8080_8080_8080;
        var end = BitOperations.TrailingZeroCount(returns) >> 3;
        if ((byte)line != '$' || (uint)(end - 4) > 1 || (byte)(line >> (end + 1) * 8) != '\n') return NotShort;

        // Moved up so that the last digit is in the highest byte, with zeros below the first.
        var shift = (5 - end) * 8;
        var digits = ((uint)(line >> 8) << shift) - (0x3030_3030u << shift);
        if (((digits | digits + 0x0606_0606) & 0xF0F0_F0F0) != 0 || (byte)(digits >> shift) == 0) return NotShort;
        var pairs = digits * (1 + (10 << 8)) >> 8 & 0x00FF_00FF;
        return (int)(pairs * (1 + (100 << 16)) >> 16 << 3) | end + 2;
    }
}
