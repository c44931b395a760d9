using System.Buffers.Binary;

namespace AotKv.Values.ListPacks;

/// <summary>
/// Whether bytes that came from outside are a listpack that can be read without going beyond it, from either end.
/// Stateless.
/// </summary>
public static class ListPackCheck
{
    public static bool IsSound(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ListPack.EmptyBytes || bytes[^1] != ListPackEntry.End) return false;
        if (BinaryPrimitives.ReadInt32LittleEndian(bytes) != bytes.Length) return false;
        var count = 0;
        for (var rest = bytes[ListPack.HeaderBytes..^1]; !rest.IsEmpty; count++)
        {
            var length = EntryBytes(rest);
            if (length <= 0 || length > rest.Length) return false;
            var back = ListPackEntry.BackLengthBytes((int)length);
            if (back > rest.Length - length || !IsBackLength(rest.Slice((int)length, back), (int)length)) return false;
            rest = rest[((int)length + back)..];
        }
        var claimed = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        return claimed == ListPack.CountUnknown || claimed == count;
    }

    /// <summary>The bytes of encoding and data, or 0 where that is unknown or cut off.</summary>
    static long EntryBytes(ReadOnlySpan<byte> entry) => entry[0] switch
    {
        < 0xF0 when entry.Length > 1 || entry[0] < 0xE0 => ListPackEntry.BytesAt(entry),
        0xF0 when entry.Length >= 5 => 5 + (long)BinaryPrimitives.ReadUInt32LittleEndian(entry[1..]),
        > 0xF0 and <= 0xF4 => ListPackEntry.BytesAt(entry),
        _ => 0,
    };

    static bool IsBackLength(ReadOnlySpan<byte> bytes, int length)
    {
        for (var i = bytes.Length - 1; i >= 0; i--, length >>= 7)
            if (bytes[i] != (length & 0x7F | (i == 0 ? 0 : 0x80))) return false;
        return true;
    }
}
