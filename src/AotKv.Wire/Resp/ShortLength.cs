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
    /// <summary>
    /// The length in the line at <paramref name="position"/>, which moves behind the line, or -1 and no move.
    /// </summary>
    //
    //   byte   0   1   2   3   4   5   6   7
    //          $   7  \r  \n                      one digit: 4 bytes are enough, an empty argument may be the last
    //          $   6   4  \r  \n   .   .   .      more digits: the argument itself fills up the 8 bytes
    //          $   1   0   2   4  \r  \n   .
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ReadOnlySpan<byte> bytes, ref int position)
    {
        if (bytes.Length - position < 4) return -1;
        var line = BinaryPrimitives.ReadUInt32LittleEndian(bytes[position..]);
        var digit = (line >> 8 & 0xFF) - '0';
        if ((line & 0xFFFF_00FF) == ('$' | '\r' << 16 | '\n' << 24) && digit <= 9)
        {
            position += 4;
            return (int)digit;
        }
        return ReadLonger(bytes, ref position);
    }

    static int ReadLonger(ReadOnlySpan<byte> bytes, ref int position)
    {
        if (bytes.Length - position < 8) return -1;
        var line = BinaryPrimitives.ReadUInt64LittleEndian(bytes[position..]);
        // The lowest high bit of the difference marks the first carriage return; those above it may be wrong.
        var differs = line ^ 0x0D0D_0D0D_0D0D_0D0D;
        var returns = (differs - 0x0101_0101_0101_0101) & ~differs & 0x8080_8080_8080_8080;
        var end = BitOperations.TrailingZeroCount(returns) >> 3;
        if ((byte)line != '$' || (uint)(end - 3) > 2 || (byte)(line >> (end + 1) * 8) != '\n') return -1;

        // 2 to 4 digits, moved up so that the last one is in the highest byte, with zeros below the first.
        var shift = (5 - end) * 8;
        var digits = ((uint)(line >> 8) << shift) - (0x3030_3030u << shift);
        if (((digits | digits + 0x0606_0606) & 0xF0F0_F0F0) != 0 || (byte)(digits >> shift) == 0) return -1;
        var pairs = digits * (1 + (10 << 8)) >> 8 & 0x00FF_00FF;
        position += end + 2;
        return (int)(pairs * (1 + (100 << 16)) >> 16);
    }
}
