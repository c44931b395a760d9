using AotKv.Memory;

namespace AotKv.Wire.Lzf;

/// <summary>
/// Compresses bytes into the format of LZF (M. Lehmann), which RDB files and DUMP payloads have: literals, and copies
/// of what was written up to 8 KB before. Stateless. The format is LZF's, the choice of copies is ours.
/// </summary>
//  000lllll                     l + 1 literals follow
//  lllooooo oooooooo            a copy of l + 2 bytes (l from 1 to 6), from o + 1 before
//  111ooooo llllllll oooooooo   a copy of l + 9 bytes
public static class LzfCompressor
{
    const int HashBits = 13;
    const int LiteralsMax = 32;
    const int DistanceMax = 1 << 13;
    const int CopyMin = 3;
    const int CopyMax = 264;
    const int ShortCopyMax = 8;
    const uint HashMultiplier = 0x9E3779B1;

    /// <summary>
    /// Appends the compressed bytes to a list; false, and nothing appended, where they would be more than
    /// <paramref name="lengthMax"/>.
    /// </summary>
    public static bool TryCompress(ReadOnlySpan<byte> bytes, int lengthMax, ref NativeList<byte> to)
    {
        Span<int> last = stackalloc int[1 << HashBits];
        last.Fill(-DistanceMax - 1);
        var start = to.Count;
        var literals = 0;
        var at = 0;
        while (at + CopyMin <= bytes.Length)
        {
            ref var candidate = ref last[HashOf(bytes[at..])];
            var from = candidate;
            candidate = at;
            if (at - from > DistanceMax || !bytes.Slice(from, CopyMin).SequenceEqual(bytes.Slice(at, CopyMin)))
            {
                at++;
                continue;
            }
            var rest = bytes[at..Math.Min(at + CopyMax, bytes.Length)];
            var length = rest.CommonPrefixLength(bytes[from..]);
            AddLiterals(bytes[literals..at], ref to);
            AddCopy(at - from - 1, length, ref to);
            at += length;
            literals = at;
            if (to.Count - start > lengthMax) break;
        }
        AddLiterals(bytes[literals..], ref to);
        if (to.Count - start <= lengthMax) return true;
        to.Truncate(start);
        return false;
    }

    static int HashOf(ReadOnlySpan<byte> bytes) =>
        (int)((uint)(bytes[0] | bytes[1] << 8 | bytes[2] << 16) * HashMultiplier >> 32 - HashBits);

    static void AddLiterals(ReadOnlySpan<byte> literals, ref NativeList<byte> to)
    {
        while (!literals.IsEmpty)
        {
            var run = literals[..Math.Min(literals.Length, LiteralsMax)];
            to.Add((byte)(run.Length - 1));
            to.AddRange(run);
            literals = literals[run.Length..];
        }
    }

    static void AddCopy(int distance, int length, ref NativeList<byte> to)
    {
        if (length <= ShortCopyMax)
        {
            to.Add((byte)(length - 2 << 5 | distance >> 8));
        }
        else
        {
            to.Add((byte)(7 << 5 | distance >> 8));
            to.Add((byte)(length - 9));
        }
        to.Add((byte)distance);
    }
}
