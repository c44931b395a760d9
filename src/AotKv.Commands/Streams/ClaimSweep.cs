using System.Text;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Memory;
using AotKv.Values.Streams;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Streams;

/// <summary>
/// What XAUTOCLAIM asks for and what came of it: a walk over a group's pending entries. Its lists lie outside the
/// managed heap, so that it must be disposed.
/// </summary>
ref struct ClaimSweep
{
    const int CountDefault = 100;
    const int AttemptsPerEntry = 10;
    const int BytesOfId = 16;

    NativeList<StreamId> claimed;
    NativeList<StreamId> deleted;
    long idleMin;
    long countMax;
    StreamId from;

    /// <summary>Only ids are answered, and the delivery does not count.</summary>
    public bool IdsOnly { get; private set; }

    /// <summary>Where the next sweep goes on, or 0-0 at the end.</summary>
    public StreamId Next { get; private set; }

    public readonly ReadOnlySpan<StreamId> Claimed => claimed.Span;

    /// <summary>What was pending and is no entry of the stream any more.</summary>
    public readonly ReadOnlySpan<StreamId> Deleted => deleted.Span;

    public bool TryRead(in Call call, in Reply reply)
    {
        countMax = CountDefault;
        if (!IntegerText.TryParse(call[4], out var idle))
        {
            reply.Error("ERR Invalid min-idle-time argument for XAUTOCLAIM"u8);
            return false;
        }
        idleMin = Math.Max(idle, 0);
        if (!StreamIdArgument.TryReadStart(call, 5, reply, out from)) return false;
        for (var i = 6; i < call.Count; i++)
        {
            if (Ascii.EqualsIgnoreCase(call[i], "JUSTID"u8)) IdsOnly = true;
            else if (i + 1 < call.Count && Ascii.EqualsIgnoreCase(call[i], "COUNT"u8))
            {
                if (IntegerText.TryParse(call[++i], out countMax) && countMax is >= 1 and <= long.MaxValue / BytesOfId)
                    continue;
                reply.Error("ERR COUNT must be > 0"u8);
                return false;
            }
            else
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
        }
        return true;
    }

    /// <summary>Makes the consumer the owner of what is pending for long enough.</summary>
    public void Take(StreamValue stream, StreamGroup group, StreamConsumer consumer, long now)
    {
        var attempts = countMax > long.MaxValue / AttemptsPerEntry ? long.MaxValue : countMax * AttemptsPerEntry;
        var isOver = false;
        while (attempts-- > 0 && !isOver && claimed.Count + deleted.Count < countMax
            && group.TryNextPending(from, out var pending))
        {
            var id = pending.Id;
            isOver = id.IsMax;
            from = id.Next;
            if (!stream.TryFind(id, out _))
            {
                group.RemovePending(id);
                deleted.Add(id);
                continue;
            }
            if (idleMin > 0 && now - pending.DeliveredAt < idleMin) continue;
            group.SetPending(id, consumer, now, pending.Deliveries + (IdsOnly ? 0 : 1));
            consumer.ActiveAt = now;
            claimed.Add(id);
        }
        if (!isOver && group.TryNextPending(from, out var following)) Next = following.Id;
    }

    public void Dispose()
    {
        claimed.Dispose();
        deleted.Dispose();
    }
}
