using System.Numerics;
using AotKv.Values.Calls;

namespace AotKv.Values.Bitmaps;

/// <summary>Counts and finds bits in strings. Bit 0 is the highest of the first byte.</summary>
public static class Bits
{
    /// <summary>So many bytes are counted in a microsecond or two, in which no collection can begin.</summary>
    const int PieceBytes = 1 << 16;

    /// <summary>The number of bits that are 1.</summary>
    public static unsafe long Count(ReadOnlySpan<byte> bytes)
    {
        var count = 0L;
        fixed (byte* start = bytes)
        {
            for (var at = 0; at < bytes.Length; at += PieceBytes)
                count += VectorCalls.CountBits(start + at, Math.Min(PieceBytes, bytes.Length - at));
        }
        return count;
    }

    /// <summary>The number of bits that are 1 from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static long Count(ReadOnlySpan<byte> bytes, long first, long last)
    {
        var (firstByte, lastByte) = ((int)(first >> 3), (int)(last >> 3));
        var count = Count(bytes[firstByte..(lastByte + 1)]);
        count -= BitOperations.PopCount((uint)(bytes[firstByte] & ~MaskFrom(first)));
        return count - BitOperations.PopCount((uint)(bytes[lastByte] & ~MaskTo(last)));
    }

    /// <summary>
    /// The place of the first bit that is <paramref name="wanted"/> from <paramref name="first"/> to
    /// <paramref name="last"/>, or -1.
    /// </summary>
    public static long Find(ReadOnlySpan<byte> bytes, int wanted, long first, long last)
    {
        var (firstByte, lastByte) = ((int)(first >> 3), (int)(last >> 3));
        var flip = (byte)(wanted == 1 ? 0 : 0xFF);
        var head = (bytes[firstByte] ^ flip) & MaskFrom(first);
        if (firstByte == lastByte) head &= MaskTo(last);
        if (head != 0) return ((long)firstByte << 3) + PlaceIn(head);
        if (firstByte == lastByte) return -1;
        var found = bytes[(firstByte + 1)..lastByte].IndexOfAnyExcept(flip);
        var at = found < 0 ? lastByte : firstByte + 1 + found;
        var rest = bytes[at] ^ flip;
        if (at == lastByte) rest &= MaskTo(last);
        return rest == 0 ? -1 : ((long)at << 3) + PlaceIn(rest);
    }

    /// <summary>The place of the highest bit that is 1, in a byte that is not 0.</summary>
    static int PlaceIn(int value) => BitOperations.LeadingZeroCount((uint)value) - 24;

    /// <summary>The bits of its byte from this one on.</summary>
    static int MaskFrom(long bit) => 0xFF >> (int)(bit & 7);

    /// <summary>The bits of its byte up to this one.</summary>
    static int MaskTo(long bit) => 0xFF << (int)(7 - (bit & 7)) & 0xFF;
}
