using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>XCLAIM and XAUTOCLAIM: a consumer takes over what another was given and has not acknowledged.</summary>
static class ClaimCommands
{
    [Command("XCLAIM", Arity = -6, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Stream,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Update, Group = "stream", Since = "5.0.0",
        Tips = "NONDETERMINISTIC_OUTPUT", Complexity = "O(log N) for each entry, N being the number of pending ones.",
        Syntax = "XCLAIM key group consumer min-idle-time ID [ID ...] [IDLE ms] [TIME unix-time-milliseconds] "
            + "[RETRYCOUNT count] [FORCE] [JUSTID] [LASTID lastid]",
        Summary = "Makes a consumer the owner of pending entries.")]
    internal static void Claim(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!TryFind(call, keys, reply, out var stream, out var group)) return;
        var options = default(ClaimOptions);
        if (!options.TryRead(call, reply)) return;
        var movesLastId = options.LastId > group.LastId;
        if (movesLastId) group.LastId = options.LastId;
        var changes = 0L;
        var consumer = Consumer(call, keys, group);
        var place = reply.BeginArray();
        var count = 0;
        for (var i = 5; i < options.IdsEnd; i++)
        {
            StreamIdText.TryParse(call[i], missingSequence: 0, out var id);
            var isPending = group.TryFindPending(id, out var pending);
            if (!stream.TryFind(id, out var entry))
            {
                if (isPending && group.RemovePending(id)) changes++;
                continue;
            }
            if (!isPending && !options.Forces) continue;
            if (isPending && options.IdleMin > 0 && call.Now - pending.DeliveredAt < options.IdleMin) continue;
            group.SetPending(id, consumer, options.DeliveredAt, DeliveriesOf(options, isPending, pending));
            Answer(reply, entry, options.IdsOnly);
            consumer.ActiveAt = call.Now;
            count++;
            changes++;
        }
        keys.CountChanges(call.Key, changes == 0 && movesLastId ? 1 : changes);
        reply.EndArray(place, count);
    }

    static long DeliveriesOf(in ClaimOptions options, bool isPending, in StreamPending pending)
    {
        if (options.Deliveries >= 0) return options.Deliveries;
        // Valkey counts the making of a forced entry as one delivery, too.
        return (isPending ? pending.Deliveries : 1) + (options.IdsOnly ? 0 : 1);
    }

    [Command("XAUTOCLAIM", Arity = -6, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Stream,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Delete, Group = "stream", Since = "6.2.0",
        Tips = "NONDETERMINISTIC_OUTPUT", Complexity = "O(N), N being COUNT.",
        Syntax = "XAUTOCLAIM key group consumer min-idle-time start [COUNT count] [JUSTID]",
        Summary = "Makes a consumer the owner of whatever is pending for long enough, step by step.")]
    internal static void AutoClaim(in Call call, in Keyspace keys, ref Reply reply)
    {
        var sweep = default(ClaimSweep);
        if (!sweep.TryRead(call, reply)) return;
        if (!TryFind(call, keys, reply, out var stream, out var group)) return;
        try
        {
            sweep.Take(stream, group, Consumer(call, keys, group), call.Now);
            reply.Array(3);
            StreamReply.Id(reply, sweep.Next);
            reply.Array(sweep.Claimed.Length);
            foreach (var id in sweep.Claimed)
            {
                stream.TryFind(id, out var entry);
                Answer(reply, entry, sweep.IdsOnly);
            }
            reply.Array(sweep.Deleted.Length);
            foreach (var id in sweep.Deleted) StreamReply.Id(reply, id);
            keys.CountChanges(call.Key, sweep.Claimed.Length + sweep.Deleted.Length);
        }
        finally
        {
            sweep.Dispose();
        }
    }

    static bool TryFind(
        in Call call, in Keyspace keys, in Reply reply, out StreamValue stream, out StreamGroup group)
    {
        group = default;
        var lookup = keys.Reader.Find(call.Key, out stream);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return false;
        }
        if (lookup == Lookup.Found && stream.TryFindGroup(call[2], out group)) return true;
        GroupError.NoKeyOrGroup(reply, call[1], call[2]);
        return false;
    }

    static StreamConsumer Consumer(in Call call, in Keyspace keys, StreamGroup group)
    {
        var consumer = GroupConsumer.FindOrAdd(keys, call.Key, group, call[3], call.Now);
        consumer.SeenAt = call.Now;
        return consumer;
    }

    static void Answer(in Reply reply, StreamEntry entry, bool idOnly)
    {
        if (idOnly) StreamReply.Id(reply, entry.Id);
        else StreamReply.Entry(reply, entry);
    }
}
