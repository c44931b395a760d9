using System.Buffers.Text;
using AotKv.Memory.Blocks;
using AotKv.Wire.Numbers;

namespace AotKv.Engine;

/// <summary>
/// Writes the answer of the running command into the chain it is given, in the protocol the client speaks. Never
/// allocates. Every command writes exactly one reply.
/// </summary>
public readonly ref struct Reply(ReplyChain chain, BlockPool pool, RespVersion version)
{
    /// <summary>A type byte, 20 digits and CRLF.</summary>
    const int NumberSize = 24;

    readonly ReplyChain chain = chain;
    readonly BlockPool pool = pool;
    public readonly RespVersion Version = version;

    public bool IsResp3 => Version == RespVersion.Resp3;

    public void Ok() => Raw("+OK\r\n"u8);

    public void Queued() => Raw("+QUEUED\r\n"u8);

    public void Pong() => Raw("+PONG\r\n"u8);

    /// <summary>A simple string of at most a few hundred bytes, without CR or LF.</summary>
    public void Simple(ReadOnlySpan<byte> text)
    {
        Byte((byte)'+');
        Raw(text);
        Raw("\r\n"u8);
    }

    public void Integer(long value) => Number((byte)':', value);

    public void Bulk(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Block16)
        {
            var room = chain.Room(pool, bytes.Length + NumberSize + 2);
            var used = Header(room, (byte)'$', bytes.Length);
            bytes.CopyTo(room[used..]);
            used += bytes.Length;
            room[used] = (byte)'\r';
            room[used + 1] = (byte)'\n';
            chain.Advance(used + 2);
            return;
        }
        Number((byte)'$', bytes.Length);
        chain.Append(pool, bytes);
        Raw("\r\n"u8);
    }

    /// <summary>Values up to this size, in bytes, are written in one piece.</summary>
    const int Block16 = 8 * 1024;

    /// <summary>A bulk string of the number's decimal text.</summary>
    public void BulkInteger(long value)
    {
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, text, out var length);
        Bulk(text[..length]);
    }

    /// <summary>A double in Valkey's shortest form: a bulk string in RESP2.</summary>
    public void Double(double value)
    {
        Span<byte> text = stackalloc byte[DoubleText.BytesMax];
        Double(text[..DoubleText.Format(text, value)]);
    }

    /// <summary>A double whose text is known.</summary>
    public void Double(ReadOnlySpan<byte> text)
    {
        if (!IsResp3)
        {
            Bulk(text);
            return;
        }
        Byte((byte)',');
        Raw(text);
        Raw("\r\n"u8);
    }

    /// <summary>The absence of a value: a null bulk string in RESP2, the null in RESP3.</summary>
    public void Null() => Raw(IsResp3 ? "_\r\n"u8 : "$-1\r\n"u8);

    /// <summary>The absence of an array.</summary>
    public void NullArray() => Raw(IsResp3 ? "_\r\n"u8 : "*-1\r\n"u8);

    public void Array(long count) => Number((byte)'*', count);

    /// <summary>A map of <paramref name="count"/> pairs; an array of twice as many in RESP2.</summary>
    public void Map(long count) => Number((byte)(IsResp3 ? '%' : '*'), IsResp3 ? count : count * 2);

    /// <summary>A set of unordered, unique elements; an array in RESP2.</summary>
    public void Set(long count) => Number((byte)(IsResp3 ? '~' : '*'), count);

    /// <summary>An out-of-band message of <paramref name="count"/> elements; an array in RESP2.</summary>
    public void Push(long count) => Number((byte)(IsResp3 ? '>' : '*'), count);

    public void Boolean(bool value) =>
        Raw(IsResp3 ? (value ? "#t\r\n"u8 : "#f\r\n"u8) : (value ? ":1\r\n"u8 : ":0\r\n"u8));

    /// <summary>Text with a three-letter format; a bulk string in RESP2.</summary>
    public void Verbatim(ReadOnlySpan<byte> format, ReadOnlySpan<byte> text)
    {
        if (!IsResp3)
        {
            Bulk(text);
            return;
        }
        Number((byte)'=', text.Length + 4);
        Raw(format);
        Byte((byte)':');
        chain.Append(pool, text);
        Raw("\r\n"u8);
    }

    /// <summary>An error: its code and message, without the leading '-'. CR and LF become spaces.</summary>
    public void Error(ReadOnlySpan<byte> codeAndMessage)
    {
        pool.NoteError(codeAndMessage);
        Byte((byte)'-');
        while (codeAndMessage.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var breakAt)
        {
            chain.Append(pool, codeAndMessage[..breakAt]);
            Byte((byte)' ');
            codeAndMessage = codeAndMessage[(breakAt + 1)..];
        }
        chain.Append(pool, codeAndMessage);
        Raw("\r\n"u8);
    }

    /// <summary>An error of our own words whose text is in pieces, none of which breaks the line.</summary>
    public void Error(ReadOnlySpan<byte> codeAndMessage, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third = default)
    {
        pool.NoteError(codeAndMessage);
        Byte((byte)'-');
        chain.Append(pool, codeAndMessage);
        chain.Append(pool, second);
        chain.Append(pool, third);
        Raw("\r\n"u8);
    }

    /// <summary>The same reply in another version of the protocol: HELLO answers in the one it agrees on.</summary>
    public Reply In(RespVersion other) => new(chain, pool, other);

    /// <summary>Begins an array whose length is not known yet; <see cref="EndArray"/> says it.</summary>
    public HeaderPlace BeginArray() => chain.Reserve(pool);

    public void EndArray(HeaderPlace place, long count)
    {
        Span<byte> header = stackalloc byte[NumberSize];
        chain.Fill(place, header[..Header(header, (byte)'*', count)]);
    }

    /// <summary>Ends what <see cref="BeginArray"/> began as a set of unordered, unique elements.</summary>
    public void EndSet(HeaderPlace place, long count)
    {
        Span<byte> header = stackalloc byte[NumberSize];
        chain.Fill(place, header[..Header(header, (byte)(IsResp3 ? '~' : '*'), count)]);
    }

    /// <summary>Ends what <see cref="BeginArray"/> began as a map of so many pairs.</summary>
    public void EndMap(HeaderPlace place, long count)
    {
        Span<byte> header = stackalloc byte[NumberSize];
        var length = Header(header, (byte)(IsResp3 ? '%' : '*'), IsResp3 ? count : count * 2);
        chain.Fill(place, header[..length]);
    }

    /// <summary>Bytes that are already in the protocol's form.</summary>
    public void Raw(ReadOnlySpan<byte> encoded)
    {
        var room = chain.Room(pool, atLeast: 1);
        if (encoded.Length > room.Length)
        {
            chain.Append(pool, encoded);
            return;
        }
        encoded.CopyTo(room);
        chain.Advance(encoded.Length);
    }

    void Byte(byte value)
    {
        chain.Room(pool, atLeast: 1)[0] = value;
        chain.Advance(1);
    }

    void Number(byte type, long value)
    {
        var room = chain.Room(pool, NumberSize);
        chain.Advance(Header(room, type, value));
    }

    static int Header(Span<byte> room, byte type, long value)
    {
        room[0] = type;
        int used;
        if ((ulong)value < 10)
        {
            room[1] = (byte)('0' + value);
            used = 2;
        }
        else
        {
            Utf8Formatter.TryFormat(value, room[1..], out var digits);
            used = 1 + digits;
        }
        room[used] = (byte)'\r';
        room[used + 1] = (byte)'\n';
        return used + 2;
    }
}
