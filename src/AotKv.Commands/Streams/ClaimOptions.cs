using System.Text;
using AotKv.Engine;
using AotKv.Values.Streams;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Streams;

/// <summary>The arguments of XCLAIM behind the consumer's name.</summary>
ref struct ClaimOptions
{
    const long NotGiven = -1;

    /// <summary>Only entries that were delivered at least so long ago, milliseconds.</summary>
    public long IdleMin { get; private set; }

    /// <summary>The position behind the last id; the first is at 5.</summary>
    public int IdsEnd { get; private set; }

    /// <summary>The time of delivery to note, Unix milliseconds.</summary>
    public long DeliveredAt { get; private set; }

    /// <summary>The number of deliveries to note, or -1 to count on.</summary>
    public long Deliveries { get; private set; }

    /// <summary>Entries that are pending with nobody are claimed too.</summary>
    public bool Forces { get; private set; }

    /// <summary>Only ids are answered, and the delivery does not count.</summary>
    public bool IdsOnly { get; private set; }

    /// <summary>The group has been given entries up to here.</summary>
    public StreamId LastId { get; private set; }

    public bool TryRead(in Call call, in Reply reply)
    {
        DeliveredAt = Deliveries = NotGiven;
        if (!IntegerText.TryParse(call[4], out var idle))
        {
            reply.Error("ERR Invalid min-idle-time argument for XCLAIM"u8);
            return false;
        }
        IdleMin = Math.Max(idle, 0);
        IdsEnd = 5;
        while (IdsEnd < call.Count && StreamIdText.TryParse(call[IdsEnd], missingSequence: 0, out _)) IdsEnd++;
        for (var i = IdsEnd; i < call.Count; i++)
            if (!TryReadOption(call, reply, ref i)) return false;
        if (DeliveredAt < 0 || DeliveredAt > call.Now) DeliveredAt = call.Now;
        return true;
    }

    bool TryReadOption(in Call call, in Reply reply, ref int position)
    {
        var option = call[position];
        var hasValue = position + 1 < call.Count;
        if (Ascii.EqualsIgnoreCase(option, "FORCE"u8)) Forces = true;
        else if (Ascii.EqualsIgnoreCase(option, "JUSTID"u8)) IdsOnly = true;
        else if (hasValue && Ascii.EqualsIgnoreCase(option, "IDLE"u8))
        {
            if (!TryReadNumber(call[++position], reply, "IDLE"u8, out var idle)) return false;
            DeliveredAt = unchecked(call.Now - idle);
        }
        else if (hasValue && Ascii.EqualsIgnoreCase(option, "TIME"u8))
        {
            if (!TryReadNumber(call[++position], reply, "TIME"u8, out var time)) return false;
            DeliveredAt = time;
        }
        else if (hasValue && Ascii.EqualsIgnoreCase(option, "RETRYCOUNT"u8))
        {
            if (!TryReadNumber(call[++position], reply, "RETRYCOUNT"u8, out var count)) return false;
            Deliveries = count;
        }
        else if (hasValue && Ascii.EqualsIgnoreCase(option, "LASTID"u8))
        {
            if (!StreamIdArgument.TryRead(call, ++position, reply, out var last)) return false;
            LastId = last;
        }
        else
        {
            Keys.QuotedError.Answer(reply, "ERR Unrecognized XCLAIM option '"u8, option, "'"u8);
            return false;
        }
        return true;
    }

    static bool TryReadNumber(ReadOnlySpan<byte> text, in Reply reply, ReadOnlySpan<byte> option, out long number)
    {
        if (IntegerText.TryParse(text, out number)) return true;
        reply.Error("ERR Invalid "u8, option, " option argument for XCLAIM"u8);
        return false;
    }
}
