namespace AotKv.Wire.Compression;

/// <summary>
/// The LZF format, which Valkey has for strings in RDB files and DUMP payloads and for the inner blocks of lists.
/// A control byte below 32 stands before so many literal bytes and one; any other has a length in its upper three bits
/// (7: a byte with more follows) and, with the byte behind, a distance back of up to 8 KB.
/// </summary>
public static class Lzf
{
    const int HashBits = 13;
    const int DistanceMax = 1 << 13;
    const int LiteralsMax = 1 << 5;
    const int MatchMin = 3;
    const int MatchMax = (1 << 8) + (1 << 3);
    const int LongLength = 7;

    /// <summary>Compresses into a room that may be too small: returns the bytes used, or 0.</summary>
    public static int Compress(ReadOnlySpan<byte> input, Span<byte> output)
    {
        // Positions plus one; 0 is none.
        Span<int> seen = stackalloc int[1 << HashBits];
        int at = 0, used = 0, literalsFrom = 0;
        while (at + MatchMin <= input.Length)
        {
            ref var last = ref seen[HashOf(input[at..])];
            var candidate = last - 1;
            last = at + 1;
            if (candidate < 0 || at - candidate > DistanceMax ||
                !input.Slice(candidate, MatchMin).SequenceEqual(input.Slice(at, MatchMin)))
            {
                at++;
                continue;
            }
            var room = Math.Min(MatchMax, input.Length - at);
            var length = input.Slice(at, room).CommonPrefixLength(input.Slice(candidate, room));
            if (!TryWriteLiterals(input[literalsFrom..at], output, ref used)) return 0;
            if (!TryWriteMatch(at - candidate - 1, length, output, ref used)) return 0;
            at += length;
            literalsFrom = at;
        }
        return TryWriteLiterals(input[literalsFrom..], output, ref used) ? used : 0;
    }

    /// <summary>Fills the output exactly; false where the input does not stand for so many bytes.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> input, Span<byte> output)
    {
        int at = 0, used = 0;
        while (at < input.Length)
        {
            int control = input[at++];
            if (control < LiteralsMax)
            {
                var count = control + 1;
                if (count > input.Length - at || count > output.Length - used) return false;
                input.Slice(at, count).CopyTo(output[used..]);
                at += count;
                used += count;
                continue;
            }
            var length = control >> 5;
            if (length == LongLength)
            {
                if (at == input.Length) return false;
                length += input[at++];
            }
            if (at == input.Length) return false;
            var from = used - ((control & 0x1F) << 8 | input[at++]) - 1;
            length += 2;
            if (from < 0 || length > output.Length - used) return false;
            CopyWithin(output, from, used, length);
            used += length;
        }
        return used == output.Length;
    }

    /// <summary>The bytes may overlap: what is copied is what was written just before.</summary>
    static void CopyWithin(Span<byte> output, int from, int to, int length)
    {
        if (to - from >= length) output.Slice(from, length).CopyTo(output[to..]);
        else
            for (var i = 0; i < length; i++) output[to + i] = output[from + i];
    }

    static bool TryWriteLiterals(ReadOnlySpan<byte> literals, Span<byte> output, ref int used)
    {
        while (!literals.IsEmpty)
        {
            var count = Math.Min(literals.Length, LiteralsMax);
            if (count + 1 > output.Length - used) return false;
            output[used] = (byte)(count - 1);
            literals[..count].CopyTo(output[(used + 1)..]);
            used += count + 1;
            literals = literals[count..];
        }
        return true;
    }

    static bool TryWriteMatch(int distance, int length, Span<byte> output, ref int used)
    {
        length -= 2;
        if (output.Length - used < 3) return false;
        if (length < LongLength) output[used++] = (byte)(length << 5 | distance >> 8);
        else
        {
            output[used++] = (byte)(LongLength << 5 | distance >> 8);
            output[used++] = (byte)(length - LongLength);
        }
        output[used++] = (byte)distance;
        return true;
    }

    static int HashOf(ReadOnlySpan<byte> bytes)
    {
        var three = bytes[0] | bytes[1] << 8 | bytes[2] << 16;
        return (int)((uint)three * 2654435761u >> 32 - HashBits);
    }
}
