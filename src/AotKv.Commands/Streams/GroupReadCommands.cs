using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.Waiting;
using AotKv.Memory.Blocks;
using AotKv.Values;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>XREADGROUP: what a consumer of a group gets, anew or again, and XACK: what it is done with.</summary>
static class GroupReadCommands
{
    [Command("XREADGROUP", Arity = -7, Flags = CommandFlags.Write | CommandFlags.Blocking, Acl = AclCategories.Stream,
        Group = "stream", Since = "5.0.0", Complexity = "O(M), M being the number of entries returned.",
        Syntax = "XREADGROUP GROUP group consumer [COUNT count] [BLOCK milliseconds] [NOACK] STREAMS key [key ...] "
            + "ID [ID ...]",
        Summary = "Gives a consumer of a group entries that nobody else in it got, or those it has not acknowledged.")]
    [KeySpec("STREAMS", 4, KeyFlags.RO | KeyFlags.Access, Last = -1, Limit = 2)]
    internal static Outcome Read(in Call call, in Keyspace keys, ref Reply reply)
    {
        var request = default(ReadRequest);
        if (!request.TryRead(call, reply, isGroup: true)) return Outcome.Done;
        for (var i = 0; i < request.StreamCount; i++)
            if (!IsSound(call, keys, reply, request, i)) return Outcome.Done;

        // Not counted ahead: where a stream is named twice, the first may leave nothing for the second.
        var place = default(HeaderPlace);
        var served = 0;
        for (var i = 0; i < request.StreamCount; i++)
        {
            var key = call.KeyAt(request.FirstKey + i);
            keys.Reader.Find(key, out StreamValue stream);
            stream.TryFindGroup(call[request.GroupPosition], out var group);
            var consumer = GroupConsumer.FindOrAdd(keys, key, group, call[request.GroupPosition + 1], call.Now);
            consumer.SeenAt = call.Now;
            if (!IsServed(call[request.IdPosition(i)], stream, group)) continue;
            if (served++ == 0) place = reply.BeginArray();
            Serve(call, reply, request, i, stream, group, consumer);
            keys.CountChanges(key, 1);
        }
        if (served == 0) return WaitFor(call, keys, reply, request);
        if (reply.IsResp3) reply.EndMap(place, served);
        else reply.EndArray(place, served);
        return Outcome.Done;
    }

    /// <summary>What the consumer got before is answered at once, be it nothing; new entries need some.</summary>
    static bool IsServed(ReadOnlySpan<byte> id, StreamValue stream, StreamGroup group) =>
        id is not [(byte)'>'] || (stream.Length > 0 && stream.LastEntryId > group.LastId);

    static bool IsSound(in Call call, in Keyspace keys, in Reply reply, in ReadRequest request, int index)
    {
        var key = call.KeyAt(request.FirstKey + index);
        if (keys.Reader.Find(key, out StreamValue stream) is var lookup && lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return false;
        }
        var group = call[request.GroupPosition];
        if (lookup == Lookup.Missing || !stream.TryFindGroup(group, out _))
        {
            GroupError.NoKeyOrGroup(reply, key.Bytes, group, " in XREADGROUP with GROUP option"u8);
            return false;
        }
        switch (call[request.IdPosition(index)])
        {
            case [(byte)'>']:
                return true;
            case [(byte)'$']:
                reply.Error(
                    "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of "u8,
                    "this consumer by specifying a proper ID, or use the > ID to get new messages. "u8,
                    "The $ ID would just return an empty result set."u8);
                return false;
            case [(byte)'+']:
                reply.Error(
                    "ERR The + ID is meaningless in the context of XREADGROUP: you want to read the history of "u8,
                    "this consumer by specifying a proper ID, or use the > ID to get new messages. "u8,
                    "The + ID would just return an empty result set."u8);
                return false;
            default:
                return StreamIdArgument.TryRead(call, request.IdPosition(index), reply, out _);
        }
    }

    static void Serve(
        in Call call, in Reply reply, in ReadRequest request, int index, StreamValue stream, StreamGroup group,
        StreamConsumer consumer)
    {
        if (!reply.IsResp3) reply.Array(2);
        reply.Bulk(call[request.FirstKey + index]);
        if (call[request.IdPosition(index)] is not [(byte)'>'])
        {
            StreamIdText.TryParse(call[request.IdPosition(index)], missingSequence: 0, out var from);
            Again(call, reply, stream, group, consumer, from, request.CountMax);
        }
        else New(call, reply, stream, group, consumer, request);
    }

    /// <summary>Entries that nobody in the group got yet, and that this consumer has from now on.</summary>
    static void New(
        in Call call, in Reply reply, StreamValue stream, StreamGroup group, StreamConsumer consumer,
        in ReadRequest request)
    {
        var place = reply.BeginArray();
        var count = 0L;
        var cursor = stream.Range(group.LastId.Next, StreamId.Max);
        while ((request.CountMax == 0 || count < request.CountMax) && cursor.TryRead(out var entry))
        {
            StreamProgress.Advance(stream, group, entry.Id);
            StreamReply.Entry(reply, entry);
            if (!request.NeedsNoAck)
            {
                group.SetPending(entry.Id, consumer, call.Now, deliveries: 1);
                consumer.ActiveAt = call.Now;
            }
            count++;
        }
        reply.EndArray(place, count);
    }

    /// <summary>What the consumer has not acknowledged; of what is deleted meanwhile, the id alone.</summary>
    static void Again(
        in Call call, in Reply reply, StreamValue stream, StreamGroup group, StreamConsumer consumer, StreamId from,
        long countMax)
    {
        var place = reply.BeginArray();
        var count = 0L;
        var isOver = from.IsMax;
        while (!isOver && (countMax == 0 || count < countMax) && consumer.TryNextPending(from.Next, out var id))
        {
            if (stream.TryFind(id, out var entry))
            {
                StreamReply.Entry(reply, entry);
                group.TryFindPending(id, out var pending);
                group.SetPending(id, consumer, call.Now, pending.Deliveries + 1);
            }
            else
            {
                reply.Array(2);
                StreamReply.Id(reply, id);
                reply.NullArray();
            }
            count++;
            from = id;
            isOver = id.IsMax;
        }
        reply.EndArray(place, count);
    }

    static Outcome WaitFor(in Call call, in Keyspace keys, in Reply reply, in ReadRequest request)
    {
        if (request.Blocks && call.CanPark)
        {
            return keys.Park(new Wait
            {
                Type = RecordType.Stream, FirstKey = request.FirstKey, KeyCount = request.StreamCount,
                Deadline = request.Deadline, WakesWhenGone = true,
            });
        }
        reply.NullArray();
        return Outcome.Done;
    }

    [Command("XACK", Arity = -4, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Stream,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Update, Group = "stream", Since = "5.0.0",
        Complexity = "O(1) for each entry.", Syntax = "XACK key group ID [ID ...]",
        Summary = "Says that a consumer is done with entries, and how many of them it had.")]
    internal static void Acknowledge(in Call call, in Keyspace keys, ref Reply reply)
    {
        var lookup = keys.Reader.Find(call.Key, out StreamValue stream);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        if (lookup == Lookup.Missing || !stream.TryFindGroup(call[2], out var group))
        {
            reply.Integer(0);
            return;
        }
        for (var i = 3; i < call.Count; i++)
            if (!StreamIdArgument.TryRead(call, i, reply, out _)) return;
        var acknowledged = 0;
        for (var i = 3; i < call.Count; i++)
        {
            StreamIdText.TryParse(call[i], missingSequence: 0, out var id);
            if (group.RemovePending(id)) acknowledged++;
        }
        keys.CountChanges(call.Key, acknowledged);
        reply.Integer(acknowledged);
    }
}
