using System.Text;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>XPENDING: what a group was given and has not acknowledged.</summary>
static class PendingCommands
{
    [Command("XPENDING", Arity = -3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Stream, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "stream", Since = "5.0.0", Tips = "NONDETERMINISTIC_OUTPUT",
        Complexity = "O(N), N being the number of entries returned, or of consumers without a range.",
        Syntax = "XPENDING key group [[IDLE min-idle-time] start end count [consumer]]",
        Summary = "Tells what the consumers of a group have not acknowledged.")]
    internal static void Pending(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var range = default(PendingRange);
        if (call.Count != 3 && !range.TryRead(call, reply)) return;
        var lookup = keys.Find(call.Key, out StreamValue stream);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        if (lookup == Lookup.Missing || !stream.TryFindGroup(call[2], out var group))
        {
            GroupError.NoKeyOrGroup(reply, call[1], call[2]);
            return;
        }
        if (call.Count == 3) Summarize(reply, group);
        else List(call, reply, group, range);
    }

    static void Summarize(in Reply reply, StreamGroup group)
    {
        reply.Array(4);
        reply.Integer(group.PendingCount);
        if (!group.TryPendingEnds(out var first, out var last))
        {
            reply.Null();
            reply.Null();
            reply.NullArray();
            return;
        }
        StreamReply.Id(reply, first);
        StreamReply.Id(reply, last);
        var place = reply.BeginArray();
        var count = 0;
        for (var i = 0; i < group.ConsumerCount; i++)
        {
            var consumer = group.ConsumerAt(i);
            if (consumer.PendingCount == 0) continue;
            reply.Array(2);
            reply.Bulk(consumer.Name);
            reply.BulkInteger(consumer.PendingCount);
            count++;
        }
        reply.EndArray(place, count);
    }

    static void List(in Call call, in Reply reply, StreamGroup group, in PendingRange range)
    {
        var ofOne = range.ConsumerPosition > 0;
        var consumer = default(StreamConsumer);
        if (ofOne && !group.TryFindConsumer(call[range.ConsumerPosition], out consumer))
        {
            reply.Array(0);
            return;
        }
        var place = reply.BeginArray();
        var count = 0L;
        var from = range.First;
        while (count < range.CountMax && from <= range.Last)
        {
            if (ofOne && !consumer.TryNextPending(from, out from)) break;
            if (!group.TryNextPending(from, out var pending) || pending.Id > range.Last) break;
            from = pending.Id.Next;
            var idle = call.Now - pending.DeliveredAt;
            if (range.IdleMin == 0 || idle >= range.IdleMin)
            {
                reply.Array(4);
                StreamReply.Id(reply, pending.Id);
                reply.Bulk(group.ConsumerOf(pending).Name);
                reply.Integer(Math.Max(idle, 0));
                reply.Integer(pending.Deliveries);
                count++;
            }
            if (pending.Id.IsMax) break;
        }
        reply.EndArray(place, count);
    }

    /// <summary>The optional arguments: which pending entries are listed.</summary>
    ref struct PendingRange
    {
        public StreamId First;
        public StreamId Last;
        public long CountMax;
        public long IdleMin;
        public int ConsumerPosition;

        public bool TryRead(in Call call, in Reply reply)
        {
            if (call.Count is < 6 or > 9)
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
            var start = 3;
            if (Ascii.EqualsIgnoreCase(call[3], "IDLE"u8))
            {
                if (!IntegerArgument.TryRead(call, 4, reply, out IdleMin)) return false;
                if (call.Count < 8)
                {
                    reply.Error(CommandError.Syntax);
                    return false;
                }
                start = 5;
            }
            if (!IntegerArgument.TryRead(call, start + 2, reply, out CountMax)) return false;
            if (!StreamIdArgument.TryReadStart(call, start, reply, out First)) return false;
            if (!StreamIdArgument.TryReadEnd(call, start + 1, reply, out Last)) return false;
            if (start + 3 < call.Count) ConsumerPosition = start + 3;
            return true;
        }
    }
}
