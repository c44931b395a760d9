using AotKv.Memory.Blocks;
using AotKv.Memory.Heaps;
using AotKv.Wire.Numbers;
using AotKv.Wire.Resp;

namespace AotKv.Engine;

/// <summary>
/// Writes the answer of the running command into the chain it is given, in the protocol the client speaks. Never
/// allocates. Every command writes exactly one reply.
/// </summary>
public readonly ref struct Reply(ReplyChain chain, BlockPool pool, RespVersion version)
{
    /// <summary>The room of a header, and of what its writer may touch behind it.</summary>
    const int HeaderRoom = RespFormat.HeaderBytesMax + 1;

    readonly ReplyChain chain = chain;
    readonly BlockPool pool = pool;
    public readonly RespVersion Version = version;

    /// <summary>
    /// The client leaves more unread than it may and will be closed: what is written is dropped. Commands whose reply
    /// can be without bounds look here now and then.
    /// </summary>
    public bool IsCut => chain.IsCut;

    public bool IsResp3 => Version == RespVersion.Resp3;

    public void Ok() => Raw(RespFormat.Ok);

    public void Queued() => Raw("+QUEUED\r\n"u8);

    public void Pong() => Raw("+PONG\r\n"u8);

    /// <summary>A simple string of at most a few hundred bytes, without CR or LF.</summary>
    public void Simple(ReadOnlySpan<byte> text)
    {
        Byte((byte)'+');
        Raw(text);
        Raw(RespFormat.LineEnd);
    }

    public void Integer(long value) =>
        chain.Advance(RespFormat.WriteInteger(chain.Room(pool, HeaderRoom), value));

    public void Bulk(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Block16)
        {
            var room = chain.Room(pool, bytes.Length + HeaderRoom + 2);
            chain.Advance(RespFormat.WriteBulk(room, bytes));
            return;
        }
        chain.Advance(RespFormat.WriteBulkHeader(chain.Room(pool, HeaderRoom), bytes.Length));
        chain.Append(pool, bytes);
        Raw(RespFormat.LineEnd);
    }

    /// <summary>A value that is sent from where it stands; the chain lets go of the pin when it is sent.</summary>
    public void Bulk(in PinnedBytes value)
    {
        chain.Advance(RespFormat.WriteBulkHeader(chain.Room(pool, HeaderRoom), value.Bytes.Length));
        chain.Append(pool, value);
        Raw(RespFormat.LineEnd);
    }

    /// <summary>Values up to this size, in bytes, are written in one piece.</summary>
    const int Block16 = 8 * 1024;

    /// <summary>A bulk string of the number's decimal text.</summary>
    public void BulkInteger(long value)
    {
        Span<byte> text = stackalloc byte[IntegerText.BytesMax];
        Bulk(text[..IntegerText.Format(text, value)]);
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
        Raw(RespFormat.LineEnd);
    }

    /// <summary>The absence of a value: a null bulk string in RESP2, the null in RESP3.</summary>
    public void Null() => Raw(IsResp3 ? RespFormat.Null : RespFormat.NullBulk);

    /// <summary>The absence of an array.</summary>
    public void NullArray() => Raw(IsResp3 ? RespFormat.Null : RespFormat.NullArray);

    public void Array(long count) =>
        chain.Advance(RespFormat.WriteArrayHeader(chain.Room(pool, HeaderRoom), count));

    /// <summary>A map of <paramref name="count"/> pairs; an array of twice as many in RESP2.</summary>
    public void Map(long count)
    {
        if (IsResp3) chain.Advance(RespFormat.WriteMapHeader(chain.Room(pool, HeaderRoom), count));
        else Array(count * 2);
    }

    /// <summary>A set of unordered, unique elements; an array in RESP2.</summary>
    public void Set(long count)
    {
        if (IsResp3) chain.Advance(RespFormat.WriteSetHeader(chain.Room(pool, HeaderRoom), count));
        else Array(count);
    }

    /// <summary>An out-of-band message of <paramref name="count"/> elements; an array in RESP2.</summary>
    public void Push(long count)
    {
        if (IsResp3) chain.Advance(RespFormat.WritePushHeader(chain.Room(pool, HeaderRoom), count));
        else Array(count);
    }

    /// <summary>Pairs that stand before a reply and tell of it. Only in RESP3.</summary>
    public void Attribute(long count) =>
        chain.Advance(RespFormat.WriteAttributeHeader(chain.Room(pool, HeaderRoom), count));

    public void Boolean(bool value)
    {
        if (IsResp3) Raw(value ? RespFormat.True : RespFormat.False);
        else Integer(value ? 1 : 0);
    }

    /// <summary>A number of any length, given by its digits; a bulk string in RESP2.</summary>
    public void BigNumber(ReadOnlySpan<byte> digits)
    {
        if (IsResp3) chain.Advance(RespFormat.WriteBigNumber(chain.Room(pool, digits.Length + HeaderRoom), digits));
        else Bulk(digits);
    }

    /// <summary>Text with a three-letter format; a bulk string in RESP2.</summary>
    public void Verbatim(ReadOnlySpan<byte> format, ReadOnlySpan<byte> text)
    {
        if (!IsResp3)
        {
            Bulk(text);
            return;
        }
        var room = chain.Room(pool, HeaderRoom + format.Length + 1);
        chain.Advance(RespFormat.WriteVerbatimHeader(room, format, text.Length));
        chain.Append(pool, text);
        Raw(RespFormat.LineEnd);
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
        Raw(RespFormat.LineEnd);
    }

    /// <summary>An error of our own words whose text is in pieces, none of which breaks the line.</summary>
    public void Error(ReadOnlySpan<byte> codeAndMessage, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third = default)
    {
        pool.NoteError(codeAndMessage);
        Byte((byte)'-');
        chain.Append(pool, codeAndMessage);
        chain.Append(pool, second);
        chain.Append(pool, third);
        Raw(RespFormat.LineEnd);
    }

    /// <summary>The same reply in another version of the protocol: HELLO answers in the one it agrees on.</summary>
    public Reply In(RespVersion other) => new(chain, pool, other);

    /// <summary>Begins an array whose length is not known yet; <see cref="EndArray"/> says it.</summary>
    public HeaderPlace BeginArray() => chain.Reserve(pool);

    public void EndArray(HeaderPlace place, long count)
    {
        Span<byte> header = stackalloc byte[HeaderRoom];
        chain.Fill(place, header[..RespFormat.WriteArrayHeader(header, count)]);
    }

    /// <summary>Ends what <see cref="BeginArray"/> began as a set of unordered, unique elements.</summary>
    public void EndSet(HeaderPlace place, long count)
    {
        Span<byte> header = stackalloc byte[HeaderRoom];
        var length = IsResp3 ? RespFormat.WriteSetHeader(header, count) : RespFormat.WriteArrayHeader(header, count);
        chain.Fill(place, header[..length]);
    }

    /// <summary>Ends what <see cref="BeginArray"/> began as a map of so many pairs.</summary>
    public void EndMap(HeaderPlace place, long count)
    {
        Span<byte> header = stackalloc byte[HeaderRoom];
        var length = IsResp3
            ? RespFormat.WriteMapHeader(header, count) : RespFormat.WriteArrayHeader(header, count * 2);
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

    /// <summary>Free bytes, for parts of the reply in the protocol's form; <see cref="Wrote"/> takes them in.</summary>
    public Span<byte> Room => chain.Room(pool, atLeast: 1);

    public void Wrote(int count) => chain.Advance(count);

    void Byte(byte value)
    {
        chain.Room(pool, atLeast: 1)[0] = value;
        chain.Advance(1);
    }
}
