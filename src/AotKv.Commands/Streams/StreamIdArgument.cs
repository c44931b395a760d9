using AotKv.Engine;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>
/// Reads arguments that are ids of stream entries, or ends of intervals. False: the error is answered.
/// </summary>
static class StreamIdArgument
{
    static ReadOnlySpan<byte> Invalid => "ERR Invalid stream ID specified as stream command argument"u8;

    /// <summary>An id, whose second part is 0 where it is missing.</summary>
    public static bool TryRead(in Call call, int position, in Reply reply, out StreamId id)
    {
        if (StreamIdText.TryParse(call[position], missingSequence: 0, out id)) return true;
        reply.Error(Invalid);
        return false;
    }

    /// <summary>The new entry's id, whose second part may be left open.</summary>
    public static bool TryReadNew(in Call call, int position, in Reply reply, out StreamId id, out bool isOpen)
    {
        if (StreamIdText.TryParse(call[position], missingSequence: 0, out id, out isOpen)) return true;
        reply.Error(Invalid);
        return false;
    }

    /// <summary>An id, or "-" or "+" for the least and the greatest.</summary>
    public static bool TryReadAny(
        in Call call, int position, in Reply reply, ulong missingSequence, out StreamId id) =>
        TryReadAny(call[position], reply, missingSequence, out id);

    /// <summary>The start of an interval; after "(" it begins behind that id.</summary>
    public static bool TryReadStart(in Call call, int position, in Reply reply, out StreamId id)
    {
        if (!TryReadEnd(call[position], reply, missingSequence: 0, out id, out var isExclusive)) return false;
        if (!isExclusive) return true;
        if (id.IsMax)
        {
            reply.Error("ERR invalid start ID for the interval"u8);
            return false;
        }
        id = id.Next;
        return true;
    }

    /// <summary>The end of an interval; after "(" it ends before that id.</summary>
    public static bool TryReadEnd(in Call call, int position, in Reply reply, out StreamId id)
    {
        if (!TryReadEnd(call[position], reply, ulong.MaxValue, out id, out var isExclusive)) return false;
        if (!isExclusive) return true;
        if (id.IsZero)
        {
            reply.Error("ERR invalid end ID for the interval"u8);
            return false;
        }
        id = id.Previous;
        return true;
    }

    static bool TryReadEnd(
        ReadOnlySpan<byte> text, in Reply reply, ulong missingSequence, out StreamId id, out bool isExclusive)
    {
        isExclusive = text.Length > 1 && text[0] == '(';
        if (!isExclusive) return TryReadAny(text, reply, missingSequence, out id);
        if (StreamIdText.TryParse(text[1..], missingSequence, out id)) return true;
        reply.Error(Invalid);
        return false;
    }

    static bool TryReadAny(ReadOnlySpan<byte> text, in Reply reply, ulong missingSequence, out StreamId id)
    {
        id = StreamId.Min;
        if (text is [(byte)'-']) return true;
        id = StreamId.Max;
        if (text is [(byte)'+']) return true;
        if (StreamIdText.TryParse(text, missingSequence, out id)) return true;
        reply.Error(Invalid);
        return false;
    }
}
