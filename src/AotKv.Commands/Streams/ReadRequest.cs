using System.Text;
using AotKv.Commands.Keys;
using AotKv.Engine;

namespace AotKv.Commands.Streams;

/// <summary>What XREAD or XREADGROUP asks for, by the positions of its arguments.</summary>
ref struct ReadRequest
{
    /// <summary>The position of the group's name, which the consumer's follows; 0 for XREAD.</summary>
    public int GroupPosition { get; private set; }

    /// <summary>The most entries of each stream; 0 for all.</summary>
    public long CountMax { get; private set; }

    public bool Blocks { get; private set; }

    /// <summary>When waiting is over, Unix milliseconds, or 0 for never.</summary>
    public long Deadline { get; private set; }

    /// <summary>What is read needs no acknowledgement.</summary>
    public bool NeedsNoAck { get; private set; }

    /// <summary>The position of the first stream's key; their ids follow the keys.</summary>
    public int FirstKey { get; private set; }

    public int StreamCount { get; private set; }

    /// <summary>The position of a stream's id.</summary>
    public readonly int IdPosition(int stream) => FirstKey + StreamCount + stream;

    /// <summary>Reads the arguments; false where the error is answered.</summary>
    public bool TryRead(in Call call, in Reply reply, bool isGroup)
    {
        for (var i = 1; i < call.Count && FirstKey == 0; i++)
        {
            var left = call.Count - i - 1;
            var option = call[i];
            if (left > 0 && Ascii.EqualsIgnoreCase(option, "BLOCK"u8))
            {
                if (!TimeoutArgument.TryReadMilliseconds(call, ++i, reply, out var deadline)) return false;
                Deadline = deadline;
                Blocks = true;
            }
            else if (left > 0 && Ascii.EqualsIgnoreCase(option, "COUNT"u8))
            {
                if (!IntegerArgument.TryRead(call, ++i, reply, out var count)) return false;
                CountMax = Math.Max(count, 0);
            }
            else if (left > 0 && Ascii.EqualsIgnoreCase(option, "STREAMS"u8))
            {
                if (!TryReadStreams(call, reply, i + 1, isGroup)) return false;
            }
            else if (!TryReadGroupOption(call, reply, ref i, isGroup)) return false;
        }
        if (FirstKey == 0)
        {
            reply.Error(CommandError.Syntax);
            return false;
        }
        if (!isGroup || GroupPosition > 0) return true;
        reply.Error("ERR Missing GROUP option for XREADGROUP"u8);
        return false;
    }

    bool TryReadStreams(in Call call, in Reply reply, int first, bool isGroup)
    {
        var rest = call.Count - first;
        if (rest % 2 != 0)
        {
            reply.Error(isGroup
                ? "ERR Unbalanced 'xreadgroup' list of streams: for each stream key an ID or '>' must be specified."u8
                : "ERR Unbalanced 'xread' list of streams: for each stream key an ID or '$' must be specified."u8);
            return false;
        }
        FirstKey = first;
        StreamCount = rest / 2;
        return true;
    }

    bool TryReadGroupOption(in Call call, in Reply reply, ref int position, bool isGroup)
    {
        var left = call.Count - position - 1;
        if (left >= 2 && Ascii.EqualsIgnoreCase(call[position], "GROUP"u8))
        {
            GroupPosition = position + 1;
            position += 2;
            if (isGroup) return true;
            reply.Error("ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead."u8);
            return false;
        }
        if (Ascii.EqualsIgnoreCase(call[position], "NOACK"u8))
        {
            NeedsNoAck = true;
            if (isGroup) return true;
            reply.Error("ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead."u8);
            return false;
        }
        reply.Error(CommandError.Syntax);
        return false;
    }
}
