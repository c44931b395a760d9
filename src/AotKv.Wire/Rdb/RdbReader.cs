using System.Buffers.Binary;
using AotKv.Memory;
using AotKv.Wire.Compression;
using AotKv.Wire.Numbers;

namespace AotKv.Wire.Rdb;

/// <summary>
/// Reads the parts of values in RDB format out of bytes that may be damaged or made to harm: every method says whether
/// it could, and nothing is allocated that the bytes do not vouch for. Lives on the stack.
/// </summary>
public ref struct RdbReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>LZF makes at most so many bytes of one, so a longer claim is a lie.</summary>
    const long ExpansionMax = 264;

    ReadOnlySpan<byte> bytes = bytes;

    /// <summary>What is not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => bytes;

    public readonly bool IsAtEnd => bytes.IsEmpty;

    public bool TryReadByte(out byte value)
    {
        value = bytes.IsEmpty ? (byte)0 : bytes[0];
        return TrySkip(1);
    }

    /// <summary>A number of elements or bytes.</summary>
    public bool TryReadLength(out ulong length) => TryReadLength(out length, out var form) && form < 0;

    /// <summary>
    /// A number of elements, of which each takes so many bytes here at least: more than can be here are refused.
    /// </summary>
    public bool TryReadCount(int elementBytesMin, out int count)
    {
        count = 0;
        if (!TryReadLength(out var length) || length > (ulong)(bytes.Length / elementBytesMin)) return false;
        count = (int)length;
        return true;
    }

    /// <summary>
    /// A text: where it stands, or in <paramref name="scratch"/> where it is compressed or a number, until that is
    /// used again.
    /// </summary>
    public bool TryReadText(ref NativeList<byte> scratch, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!TryReadLength(out var length, out var form)) return false;
        switch (form)
        {
            case < 0: return TryTake(length, out text);
            case RdbLength.Compressed: return TryReadCompressed(ref scratch, out text);
            default: return TryReadInteger(form, ref scratch, out text);
        }
    }

    public bool TryReadDouble(out double number)
    {
        number = bytes.Length < sizeof(double) ? 0 : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
        return TrySkip(sizeof(double));
    }

    public bool TryReadMilliseconds(out long time)
    {
        time = bytes.Length < sizeof(long) ? 0 : BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return TrySkip(sizeof(long));
    }

    /// <summary>A number in 64 bits, the highest byte first.</summary>
    public bool TryReadBigEndian(out ulong number)
    {
        number = bytes.Length < sizeof(ulong) ? 0 : BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return TrySkip(sizeof(ulong));
    }

    /// <summary>So many bytes as they stand.</summary>
    public bool TryTake(ulong count, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (count > (ulong)bytes.Length) return false;
        taken = bytes[..(int)count];
        bytes = bytes[(int)count..];
        return true;
    }

    bool TrySkip(int count)
    {
        if (bytes.Length < count) return false;
        bytes = bytes[count..];
        return true;
    }

    bool TryReadLength(out ulong length, out int form)
    {
        length = 0;
        form = -1;
        if (!TryReadByte(out var first)) return false;
        switch (first & RdbLength.Special)
        {
            case 0:
                length = first;
                return true;
            case RdbLength.Middle:
                length = (ulong)(first & RdbLength.ShortMax) << 8;
                if (!TryReadByte(out var low)) return false;
                length |= low;
                return true;
            case RdbLength.Special:
                form = first & RdbLength.ShortMax;
                return form <= RdbLength.Compressed;
            case RdbLength.Word when first == RdbLength.Word:
                length = bytes.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32BigEndian(bytes);
                return TrySkip(sizeof(uint));
            default:
                if (first != RdbLength.LongWord) return false;
                length = bytes.Length < sizeof(ulong) ? 0 : BinaryPrimitives.ReadUInt64BigEndian(bytes);
                return TrySkip(sizeof(ulong));
        }
    }

    bool TryReadInteger(int form, ref NativeList<byte> scratch, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!TryTake(1UL << form, out var raw)) return false;
        long number = form switch
        {
            RdbLength.Integer8 => (sbyte)raw[0],
            RdbLength.Integer16 => BinaryPrimitives.ReadInt16LittleEndian(raw),
            _ => BinaryPrimitives.ReadInt32LittleEndian(raw),
        };
        scratch.Clear();
        scratch.Advance(IntegerText.Format(scratch.EnsureRoom(IntegerText.BytesMax), number));
        text = scratch.Span;
        return true;
    }

    bool TryReadCompressed(ref NativeList<byte> scratch, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!TryReadLength(out var compressedLength) || !TryReadLength(out var length)) return false;
        if (!TryTake(compressedLength, out var compressed)) return false;
        if (length > int.MaxValue || (long)length > compressed.Length * ExpansionMax) return false;
        scratch.Clear();
        var room = scratch.EnsureRoom((int)length)[..(int)length];
        if (!Lzf.TryDecompress(compressed, room)) return false;
        scratch.Advance((int)length);
        text = scratch.Span;
        return true;
    }
}
