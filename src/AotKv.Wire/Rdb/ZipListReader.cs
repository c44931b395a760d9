using System.Buffers.Binary;
using AotKv.Wire.Numbers;

namespace AotKv.Wire.Rdb;

/// <summary>
/// The entries of a ziplist, the compact form of lists, hashes and sorted sets before Redis 7.0, from first to last.
/// The bytes come from outside: whether they were sound is known at the end.
/// </summary>
//  | bytes, 4 | offset of the last entry, 4 | entries, 2 | entry | entry | ... | 0xFF |     Little endian.
//
//  An entry: | bytes of the one before: 1, or 0xFE and 4 | form, with a text's length, big endian | text or integer |
//
//      00llllll                     a text of up to 63 bytes          0xC0  an integer of 2 bytes      0xFE  of 1
//      01llllll llllllll            of up to 16,383                   0xD0  of 4                       0xF1 .. 0xFD
//      10______ and 4 bytes         of any length                     0xE0  of 8     0xF0  of 3        is 0 .. 12
public ref struct ZipListReader
{
    /// <summary>What <see cref="Text"/> needs room for.</summary>
    public const int ScratchBytes = IntegerText.BytesMax;

    const int HeaderBytes = 10;
    const byte End = 0xFF;
    const byte LongDistance = 0xFE;
    const int CountUnknown = ushort.MaxValue;

    readonly ReadOnlySpan<byte> bytes;
    int next;
    int entryStart;
    int entryBytes;
    int count;
    ReadOnlySpan<byte> text;
    long integer;
    bool isText;

    public ZipListReader(ReadOnlySpan<byte> bytes)
    {
        this.bytes = bytes;
        next = HeaderBytes;
        IsSound = bytes.Length > HeaderBytes && bytes[^1] == End
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == bytes.Length;
    }

    /// <summary>Whether nothing was wrong until here; after the last entry, whether all is sound.</summary>
    public bool IsSound { get; private set; }

    /// <summary>How many entries the header promises, at most; not to be trusted.</summary>
    public readonly int PromisedCount => IsSound ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : 0;

    /// <summary>Goes to the next entry; false behind the last, and where something is wrong.</summary>
    public bool MoveNext()
    {
        if (!IsSound) return false;
        if (next == bytes.Length - 1)
        {
            IsSound = IsHeaderRight();
            return false;
        }
        // The end mark is no part of an entry.
        var rest = bytes[next..^1];
        IsSound = TryReadDistance(ref rest, out var distance) && distance == entryBytes && TryReadItem(ref rest);
        if (!IsSound) return false;
        entryStart = next;
        next = bytes.Length - 1 - rest.Length;
        entryBytes = next - entryStart;
        count++;
        return true;
    }

    /// <summary>The entry as text, in the ziplist or in <paramref name="scratch"/>.</summary>
    public readonly ReadOnlySpan<byte> Text(Span<byte> scratch) =>
        isText ? text : scratch[..IntegerText.Format(scratch, integer)];

    readonly bool IsHeaderRight()
    {
        var claimed = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        if (claimed != CountUnknown && claimed != count) return false;
        var last = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        return count > 0 ? last == entryStart : last < bytes.Length;
    }

    static bool TryReadDistance(ref ReadOnlySpan<byte> rest, out long distance)
    {
        distance = 0;
        if (rest[0] == End) return false;
        if (rest[0] < LongDistance)
        {
            distance = rest[0];
            rest = rest[1..];
            return true;
        }
        if (rest.Length < 1 + sizeof(uint)) return false;
        distance = BinaryPrimitives.ReadUInt32LittleEndian(rest[1..]);
        rest = rest[(1 + sizeof(uint))..];
        return true;
    }

    bool TryReadItem(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty) return false;
        var form = rest[0];
        isText = form < 0xC0;
        var formBytes = form switch { < 0x40 => 1, < 0x80 => 2, < 0xC0 => 5, _ => 1 };
        if (rest.Length < formBytes) return false;
        long length = form switch
        {
            < 0x40 => form,
            < 0x80 => (form & 0x3F) << 8 | rest[1],
            < 0xC0 => BinaryPrimitives.ReadUInt32BigEndian(rest[1..]),
            0xC0 => 2,
            0xD0 => 4,
            0xE0 => 8,
            0xF0 => 3,
            0xFE => 1,
            >= 0xF1 and <= 0xFD => 0,
            _ => long.MaxValue,
        };
        rest = rest[formBytes..];
        if (length > rest.Length) return false;
        var data = rest[..(int)length];
        if (isText) text = data;
        else integer = ReadInteger(form, data);
        rest = rest[(int)length..];
        return true;
    }

    static long ReadInteger(byte form, ReadOnlySpan<byte> data) => data.Length switch
    {
        0 => form - 0xF1,
        1 => (sbyte)data[0],
        2 => BinaryPrimitives.ReadInt16LittleEndian(data),
        3 => BinaryPrimitives.ReadUInt16LittleEndian(data) | (sbyte)data[2] << 16,
        4 => BinaryPrimitives.ReadInt32LittleEndian(data),
        _ => BinaryPrimitives.ReadInt64LittleEndian(data),
    };
}
