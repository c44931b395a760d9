namespace AotKv.Wire.Lzf;

/// <summary>Expands bytes that are compressed as LZF, which may be damaged. Stateless.</summary>
public static class LzfDecompressor
{
    const int LiteralsMax = 32;

    /// <summary>Fills a span with what was compressed; false where that is not exactly as much, or is damaged.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> compressed, Span<byte> to)
    {
        var written = 0;
        while (!compressed.IsEmpty)
        {
            int control = compressed[0];
            compressed = compressed[1..];
            if (control < LiteralsMax)
            {
                var count = control + 1;
                if (count > compressed.Length || count > to.Length - written) return false;
                compressed[..count].CopyTo(to[written..]);
                compressed = compressed[count..];
                written += count;
                continue;
            }
            if (!TryReadCopy(control, ref compressed, out var length, out var distance)) return false;
            if (distance > written || length > to.Length - written) return false;
            // One by one: a copy may overlap what it writes.
            for (var end = written + length; written < end; written++) to[written] = to[written - distance];
        }
        return written == to.Length;
    }

    static bool TryReadCopy(int control, ref ReadOnlySpan<byte> compressed, out int length, out int distance)
    {
        length = (control >> 5) + 2;
        distance = 0;
        var isLong = control >> 5 == 7;
        if (compressed.Length < (isLong ? 2 : 1)) return false;
        if (isLong) length += compressed[0];
        distance = ((control & 0x1F) << 8 | compressed[isLong ? 1 : 0]) + 1;
        compressed = compressed[(isLong ? 2 : 1)..];
        return true;
    }
}
