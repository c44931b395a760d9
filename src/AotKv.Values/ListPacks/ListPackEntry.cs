using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace AotKv.Values.ListPacks;

/// <summary>
/// The bytes of one listpack entry: an encoding byte, the number or text, and the length of both once more behind them,
/// so that the entry can be read from either end. The format is Valkey's (listpack.c in 9.1), for it stands as it is in
/// RDB files and DUMP payloads.
/// </summary>
static class ListPackEntry
{
    /// <summary>The room that the length behind an entry takes at most.</summary>
    public const int BackLengthMax = 5;

    /// <summary>The encoding byte and an integer, without the length behind.</summary>
    public const int IntegerMax = 9;

    public const byte End = 0xFF;

    /// <summary>The length of a shorter text stands in the first byte of its entry.</summary>
    public const int ShortTextLimit = 64;

    const byte Text32 = 0xF0;
    const byte Integer16 = 0xF1;
    const byte Integer24 = 0xF2;
    const byte Integer32 = 0xF3;
    const byte Integer64 = 0xF4;

    /// <summary>The bytes of encoding and data of the entry at the start of a span.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BytesAt(ReadOnlySpan<byte> entry)
    {
        var first = entry[0];
        if (first < 0x80) return 1;
        if (first < 0xC0) return 1 + (first & 0x3F);
        return BytesAtSlow(entry, first);
    }

    static int BytesAtSlow(ReadOnlySpan<byte> entry, byte first)
    {
        if (first < 0xE0) return 2;
        if (first < 0xF0) return 2 + ((first & 0xF) << 8 | entry[1]);
        return first switch
        {
            Text32 => 5 + BinaryPrimitives.ReadInt32LittleEndian(entry[1..]),
            Integer16 => 3,
            Integer24 => 4,
            Integer32 => 5,
            Integer64 => 9,
            _ => throw new InvalidOperationException("A listpack entry has no known encoding."),
        };
    }

    /// <summary>The text or number of the entry at the start of a span.</summary>
    public static ListPackItem Read(ReadOnlySpan<byte> entry)
    {
        var first = entry[0];
        if (first < 0x80) return new(first);
        if (first < 0xC0) return new(entry.Slice(1, first & 0x3F));
        // 13 bits with their sign.
        if (first < 0xE0) return new(((first & 0x1F) << 8 | entry[1]) << 19 >> 19);
        if (first < 0xF0) return new(entry.Slice(2, (first & 0xF) << 8 | entry[1]));
        var rest = entry[1..];
        return first switch
        {
            Text32 => new(rest.Slice(4, BinaryPrimitives.ReadInt32LittleEndian(rest))),
            Integer16 => new(BinaryPrimitives.ReadInt16LittleEndian(rest)),
            Integer24 => new((rest[0] | rest[1] << 8 | rest[2] << 16) << 8 >> 8),
            Integer32 => new(BinaryPrimitives.ReadInt32LittleEndian(rest)),
            _ => new(BinaryPrimitives.ReadInt64LittleEndian(rest)),
        };
    }

    /// <summary>The first byte of a text of a length below <see cref="ShortTextLimit"/>.</summary>
    public static byte FirstOfShortText(int length) => (byte)(0x80 | length);

    /// <summary>The bytes of encoding and data for a text that is no number.</summary>
    public static int BytesOfText(int length) => length + (length < 64 ? 1 : length < 4096 ? 2 : 5);

    /// <summary>Writes a text and the length behind it, and returns how many bytes that took.</summary>
    public static int WriteText(Span<byte> to, ReadOnlySpan<byte> text)
    {
        var start = 1;
        if (text.Length < 64) to[0] = (byte)(0x80 | text.Length);
        else if (text.Length < 4096)
        {
            to[0] = (byte)(0xE0 | text.Length >> 8);
            to[1] = (byte)text.Length;
            start = 2;
        }
        else
        {
            to[0] = Text32;
            BinaryPrimitives.WriteInt32LittleEndian(to[1..], text.Length);
            start = 5;
        }
        text.CopyTo(to[start..]);
        var bytes = start + text.Length;
        return bytes + WriteBackLength(to[bytes..], bytes);
    }

    /// <summary>The bytes of encoding and data for a number.</summary>
    public static int BytesOfInteger(long value) => value switch
    {
        >= 0 and <= 127 => 1,
        >= -4096 and <= 4095 => 2,
        >= short.MinValue and <= short.MaxValue => 3,
        >= -(1 << 23) and < 1 << 23 => 4,
        >= int.MinValue and <= int.MaxValue => 5,
        _ => IntegerMax,
    };

    /// <summary>Writes a number and the length behind it, and returns how many bytes that took.</summary>
    public static int WriteInteger(Span<byte> to, long value)
    {
        var bytes = BytesOfInteger(value);
        var rest = to[1..];
        switch (bytes)
        {
            case 1:
                to[0] = (byte)value;
                break;
            case 2:
                to[0] = (byte)(0xC0 | (value >> 8 & 0x1F));
                to[1] = (byte)value;
                break;
            case 3:
                to[0] = Integer16;
                BinaryPrimitives.WriteInt16LittleEndian(rest, (short)value);
                break;
            case 4:
                to[0] = Integer24;
                rest[0] = (byte)value;
                rest[1] = (byte)(value >> 8);
                rest[2] = (byte)(value >> 16);
                break;
            case 5:
                to[0] = Integer32;
                BinaryPrimitives.WriteInt32LittleEndian(rest, (int)value);
                break;
            default:
                to[0] = Integer64;
                BinaryPrimitives.WriteInt64LittleEndian(rest, value);
                break;
        }
        return bytes + WriteBackLength(to[bytes..], bytes);
    }

    /// <summary>The room for the length behind an entry of so many bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BackLengthBytes(int bytes) => bytes switch
    {
        <= 127 => 1,
        < 16383 => 2,
        < 2097151 => 3,
        < 268435455 => 4,
        _ => BackLengthMax,
    };

    /// <summary>Seven bits a byte, the lowest last; all but the first byte are marked, for reading backwards.</summary>
    static int WriteBackLength(Span<byte> to, int bytes)
    {
        var count = BackLengthBytes(bytes);
        for (var i = count - 1; i >= 0; i--, bytes >>= 7)
            to[i] = (byte)(bytes & 0x7F | (i == 0 ? 0 : 0x80));
        return count;
    }

    /// <summary>The length that stands behind an entry; the span ends where the entry ends.</summary>
    public static int ReadBackLength(ReadOnlySpan<byte> upToEnd)
    {
        var bytes = 0;
        var last = upToEnd.Length - 1;
        for (var i = 0; i < BackLengthMax; i++)
        {
            var part = upToEnd[last - i];
            bytes |= (part & 0x7F) << 7 * i;
            if (part < 0x80) return bytes;
        }
        throw new InvalidOperationException("A listpack entry has no length behind it.");
    }
}
