using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using AotKv.Wire.Numbers;

namespace AotKv.Wire.Resp;

/// <summary>
/// The parts of a reply as bytes. Each method writes to the start of the span, which must have the room, and returns
/// the length. Up to 8 bytes after that length may change, for they are in the room that the next part fills. Which
/// form a protocol version wants is the caller's choice: the methods are named for the form.
/// </summary>
public static class RespFormat
{
    /// <summary>The room that every header and every integer reply fits in.</summary>
    public const int HeaderBytesMax = 1 + IntegerText.BytesMax + 2;

    /// <summary>The room that every double fits in, also as a bulk string.</summary>
    public const int DoubleBytesMax = 5 + DoubleText.BytesMax + 2;

    /// <summary>The two bytes that end a line.</summary>
    public static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    /// <summary>What a missing value is in RESP2, as a bulk string.</summary>
    public static ReadOnlySpan<byte> NullBulk => "$-1\r\n"u8;

    /// <summary>What a missing value is in RESP2, as an array.</summary>
    public static ReadOnlySpan<byte> NullArray => "*-1\r\n"u8;

    /// <summary>What a missing value is in RESP3.</summary>
    public static ReadOnlySpan<byte> Null => "_\r\n"u8;

    /// <summary>True in RESP3; RESP2 has the integer 1.</summary>
    public static ReadOnlySpan<byte> True => "#t\r\n"u8;

    /// <summary>False in RESP3; RESP2 has the integer 0.</summary>
    public static ReadOnlySpan<byte> False => "#f\r\n"u8;

    /// <summary>The status reply of commands that only succeed.</summary>
    public static ReadOnlySpan<byte> Ok => "+OK\r\n"u8;

    public static int WriteInteger(Span<byte> destination, long value) => WriteLine(destination, (byte)':', value);

    /// <summary>The line before the bytes of a bulk string, which a line end must follow.</summary>
    public static int WriteBulkHeader(Span<byte> destination, long length) =>
        WriteLine(destination, (byte)'$', length);

    public static int WriteArrayHeader(Span<byte> destination, long count) =>
        WriteLine(destination, (byte)'*', count);

    /// <summary>RESP3. In RESP2 a map is an array of twice as many elements.</summary>
    public static int WriteMapHeader(Span<byte> destination, long pairs) => WriteLine(destination, (byte)'%', pairs);

    /// <summary>RESP3. In RESP2 a set is an array.</summary>
    public static int WriteSetHeader(Span<byte> destination, long count) => WriteLine(destination, (byte)'~', count);

    /// <summary>RESP3, out of band. In RESP2 a push is an array.</summary>
    public static int WritePushHeader(Span<byte> destination, long count) =>
        WriteLine(destination, (byte)'>', count);

    /// <summary>RESP3. RESP2 has no attributes.</summary>
    public static int WriteAttributeHeader(Span<byte> destination, long pairs) =>
        WriteLine(destination, (byte)'|', pairs);

    /// <summary>A whole bulk string: <see cref="HeaderBytesMax"/> + 2 bytes more than the value.</summary>
    public static int WriteBulk(Span<byte> destination, ReadOnlySpan<byte> value)
    {
        var header = WriteBulkHeader(destination, value.Length);
        value.CopyTo(destination[header..]);
        return header + value.Length + WriteLineEnd(destination[(header + value.Length)..]);
    }

    /// <summary>A double in RESP3.</summary>
    public static int WriteDouble(Span<byte> destination, double value)
    {
        destination[0] = (byte)',';
        var length = 1 + DoubleText.Format(destination[1..], value);
        return length + WriteLineEnd(destination[length..]);
    }

    /// <summary>A double in RESP2: its text as a bulk string.</summary>
    public static int WriteDoubleAsBulk(Span<byte> destination, double value)
    {
        Span<byte> text = stackalloc byte[DoubleText.BytesMax];
        return WriteBulk(destination, text[..DoubleText.Format(text, value)]);
    }

    /// <summary>A big number in RESP3; in RESP2 it is a bulk string. The digits are not checked.</summary>
    public static int WriteBigNumber(Span<byte> destination, ReadOnlySpan<byte> digits) =>
        WriteText(destination, (byte)'(', digits);

    /// <summary>
    /// The start of a verbatim string in RESP3: "=length", line end, <paramref name="kind"/> (three letters, such as
    /// txt) and a colon. The text and a line end follow. In RESP2 it is a bulk string of the text alone.
    /// </summary>
    public static int WriteVerbatimHeader(Span<byte> destination, ReadOnlySpan<byte> kind, int textLength)
    {
        var header = WriteLine(destination, (byte)'=', 4L + textLength);
        kind[..3].CopyTo(destination[header..]);
        destination[header + 3] = (byte)':';
        return header + 4;
    }

    /// <summary>The reply "+status"; <paramref name="text"/> has no line end in it.</summary>
    public static int WriteSimpleString(Span<byte> destination, ReadOnlySpan<byte> text) =>
        WriteText(destination, (byte)'+', text);

    /// <summary>The reply "-CODE message". A line end inside <paramref name="text"/> becomes two spaces.</summary>
    public static int WriteError(Span<byte> destination, ReadOnlySpan<byte> text)
    {
        var length = WriteText(destination, (byte)'-', text);
        var written = destination.Slice(1, text.Length);
        written.Replace((byte)'\r', (byte)' ');
        written.Replace((byte)'\n', (byte)' ');
        return length;
    }

    public static int WriteLineEnd(Span<byte> destination)
    {
        destination[1] = (byte)'\n';
        destination[0] = (byte)'\r';
        return 2;
    }

    static int WriteText(Span<byte> destination, byte marker, ReadOnlySpan<byte> text)
    {
        destination[0] = marker;
        text.CopyTo(destination[1..]);
        return 1 + text.Length + WriteLineEnd(destination[(1 + text.Length)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int WriteLine(Span<byte> destination, byte marker, long value)
    {
        // Most counts and lengths have one or two digits: one store, and no loop. What it writes beyond the line lies
        // in room that the next part of the reply fills.
        if ((ulong)value < 100 && destination.Length >= 8)
        {
            var tens = (uint)value * 205 >> 11;
            var ones = (uint)value - tens * 10;
            var two = tens != 0;
            var line = two ? (tens + '0') << 8 | (ones + '0') << 16 | 0x0D00_0000u : (ones + '0') << 8 | 0x0A0D_0000u;
            BinaryPrimitives.WriteUInt64LittleEndian(destination, line | marker | (two ? 0x0A_0000_0000UL : 0));
            return two ? 5 : 4;
        }
        return WriteLineSlow(destination, marker, value);
    }

    static int WriteLineSlow(Span<byte> destination, byte marker, long value)
    {
        destination[0] = marker;
        var length = 1 + IntegerText.Format(destination[1..], value);
        return length + WriteLineEnd(destination[length..]);
    }
}
