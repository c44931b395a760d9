using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AotKv.Commands.Bitmaps;

/// <summary>
/// Counts and finds bits in strings. Bit 0 is the highest of the first byte. Wide registers where the processor has
/// them: the build's baseline has not, so the question is asked once a call, outside the loops.
/// </summary>
static class Bits
{
    /// <summary>The number of bits that are 1.</summary>
    public static long Count(ReadOnlySpan<byte> bytes)
    {
        var count = 0L;
        if (Avx2.IsSupported)
        {
            count = CountWide(bytes, out var counted);
            bytes = bytes[counted..];
        }
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) count += BitOperations.PopCount(word);
        foreach (var single in bytes[(words.Length * sizeof(ulong))..]) count += BitOperations.PopCount(single);
        return count;
    }

    /// <summary>
    /// By a table of 16 counts in a register, one lookup for each half of a byte (Mula, Kurz and Lemire, "Faster
    /// Population Counts Using AVX2 Instructions", 2018). Counts in whole registers; the rest is the caller's.
    /// </summary>
    static long CountWide(ReadOnlySpan<byte> bytes, out int counted)
    {
        var table = Vector256.Create(
            Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4),
            Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
        var low = Vector256.Create((byte)0x0F);
        var registers = MemoryMarshal.Cast<byte, Vector256<byte>>(bytes);
        var sums = Vector256<ulong>.Zero;
        foreach (ref readonly var register in registers)
        {
            var lows = Avx2.Shuffle(table, Avx2.And(register, low));
            var highs = Avx2.Shuffle(table, Avx2.And(Avx2.ShiftRightLogical(register.AsUInt16(), 4).AsByte(), low));
            var each = Avx2.SumAbsoluteDifferences(Avx2.Add(lows, highs), Vector256<byte>.Zero);
            sums = Avx2.Add(sums, each.AsUInt64());
        }
        counted = registers.Length * Vector256<byte>.Count;
        return (long)(sums[0] + sums[1] + sums[2] + sums[3]);
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
