using System.Buffers.Binary;

namespace AotKv.Wire.Rdb;

/// <summary>
/// The fields of a zipmap, the compact form of hashes before Redis 2.6, from first to last. The bytes come from
/// outside: whether they were sound is known at the end.
/// </summary>
//  | fields, 0xFE for many | length, field | length, unused bytes, value, unused | ... | 0xFF |
//
//  A length is one byte below 0xFE, or 0xFE and 4 bytes, little endian.
public ref struct ZipMapReader
{
    const byte End = 0xFF;
    const byte Long = 0xFE;

    readonly ReadOnlySpan<byte> bytes;
    ReadOnlySpan<byte> rest;
    int count;

    public ZipMapReader(ReadOnlySpan<byte> bytes)
    {
        this.bytes = bytes;
        IsSound = bytes.Length >= 2 && bytes[^1] == End;
        // The end mark is no part of a field.
        if (IsSound) rest = bytes[1..^1];
    }

    /// <summary>Whether nothing was wrong until here; after the last field, whether all is sound.</summary>
    public bool IsSound { get; private set; }

    public ReadOnlySpan<byte> Field { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next field; false behind the last, and where something is wrong.</summary>
    public bool MoveNext()
    {
        if (!IsSound) return false;
        if (rest.IsEmpty)
        {
            IsSound = count > 0 && (bytes[0] == Long || bytes[0] == count);
            return false;
        }
        IsSound = TryReadLength(out var length) && TryTake(length, out var field)
            && TryReadLength(out length) && TryTake(1, out var unused)
            && TryTake(length, out var value) && TryTake(unused[0], out _) && Keep(field, value);
        return IsSound;
    }

    bool Keep(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value)
    {
        Field = field;
        Value = value;
        count++;
        return true;
    }

    bool TryReadLength(out uint length)
    {
        length = 0;
        if (rest.IsEmpty || rest[0] == End) return false;
        if (rest[0] < Long)
        {
            length = rest[0];
            rest = rest[1..];
            return true;
        }
        if (rest.Length < 1 + sizeof(uint)) return false;
        length = BinaryPrimitives.ReadUInt32LittleEndian(rest[1..]);
        rest = rest[(1 + sizeof(uint))..];
        // What fits in one byte stands in one.
        return length >= Long;
    }

    bool TryTake(uint length, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (length > (uint)rest.Length) return false;
        taken = rest[..(int)length];
        rest = rest[(int)length..];
        return true;
    }
}
