using System.Buffers.Binary;
using AotKv.Memory;
using AotKv.Wire.Compression;
using AotKv.Wire.Numbers;

namespace AotKv.Wire.Rdb;

/// <summary>
/// Writes the parts of values in Valkey's RDB format, version 80, to a native list, which the caller owns. Lives on the
/// stack.
/// </summary>
public readonly ref struct RdbWriter
{
    /// <summary>Longer texts than this are never written as numbers: 32 bits have 11 characters.</summary>
    const int IntegerTextMax = 11;

    /// <summary>Shorter texts are not worth compressing, and compressing must save some bytes.</summary>
    const int CompressedMin = 21;
    const int CompressedSavingMin = 4;

    readonly ref NativeList<byte> bytes;
    readonly bool compress;

    public RdbWriter(ref NativeList<byte> bytes, bool compress)
    {
        this.bytes = ref bytes;
        this.compress = compress;
    }

    public void Type(RdbValueType type) => bytes.Add((byte)type);

    public void Raw(scoped ReadOnlySpan<byte> raw) => bytes.AddRange(raw);

    public void Length(ulong length)
    {
        var room = bytes.EnsureRoom(RdbLength.BytesMax);
        switch (length)
        {
            case <= RdbLength.ShortMax:
                room[0] = (byte)length;
                bytes.Advance(1);
                break;
            case <= RdbLength.MiddleMax:
                room[0] = (byte)(RdbLength.Middle | length >> 8);
                room[1] = (byte)length;
                bytes.Advance(2);
                break;
            case <= uint.MaxValue:
                room[0] = RdbLength.Word;
                BinaryPrimitives.WriteUInt32BigEndian(room[1..], (uint)length);
                bytes.Advance(1 + sizeof(uint));
                break;
            default:
                room[0] = RdbLength.LongWord;
                BinaryPrimitives.WriteUInt64BigEndian(room[1..], length);
                bytes.Advance(1 + sizeof(ulong));
                break;
        }
    }

    /// <summary>A text: as a number where it is a short one, else compressed where that is on and helps.</summary>
    public void Text(scoped ReadOnlySpan<byte> text)
    {
        if (text.Length <= IntegerTextMax && IntegerText.TryParse(text, out var number) && TryInteger(number)) return;
        if (compress && text.Length >= CompressedMin && TryCompressed(text)) return;
        Length((ulong)text.Length);
        Raw(text);
    }

    /// <summary>A text that is a number.</summary>
    public void Integer(long number)
    {
        if (TryInteger(number)) return;
        Span<byte> text = stackalloc byte[IntegerText.BytesMax];
        Text(text[..IntegerText.Format(text, number)]);
    }

    /// <summary>A floating-point number as its 64 bits.</summary>
    public void Double(double number)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.EnsureRoom(sizeof(double)), number);
        bytes.Advance(sizeof(double));
    }

    /// <summary>A time in milliseconds as its 64 bits.</summary>
    public void Milliseconds(long time)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.EnsureRoom(sizeof(long)), time);
        bytes.Advance(sizeof(long));
    }

    bool TryInteger(long number)
    {
        var room = bytes.EnsureRoom(1 + sizeof(int));
        switch (number)
        {
            case >= sbyte.MinValue and <= sbyte.MaxValue:
                room[0] = RdbLength.Special | RdbLength.Integer8;
                room[1] = (byte)number;
                bytes.Advance(1 + sizeof(sbyte));
                return true;
            case >= short.MinValue and <= short.MaxValue:
                room[0] = RdbLength.Special | RdbLength.Integer16;
                BinaryPrimitives.WriteInt16LittleEndian(room[1..], (short)number);
                bytes.Advance(1 + sizeof(short));
                return true;
            case >= int.MinValue and <= int.MaxValue:
                room[0] = RdbLength.Special | RdbLength.Integer32;
                BinaryPrimitives.WriteInt32LittleEndian(room[1..], (int)number);
                bytes.Advance(1 + sizeof(int));
                return true;
            default:
                return false;
        }
    }

    bool TryCompressed(scoped ReadOnlySpan<byte> text)
    {
        var compressed = new NativeList<byte>();
        var lengthMax = text.Length - CompressedSavingMin;
        var length = Lzf.Compress(text, compressed.EnsureRoom(lengthMax)[..lengthMax]);
        if (length > 0)
        {
            compressed.Advance(length);
            bytes.Add(RdbLength.Special | RdbLength.Compressed);
            Length((ulong)length);
            Length((ulong)text.Length);
            Raw(compressed.Span);
        }
        compressed.Dispose();
        return length > 0;
    }
}
