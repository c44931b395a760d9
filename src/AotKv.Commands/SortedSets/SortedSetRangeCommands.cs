using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>Commands that answer with a range of a sorted set, or store it.</summary>
static class SortedSetRangeCommands
{
    const KeyFlags Looks = KeyFlags.RO | KeyFlags.Access;

    [Command("ZRANGE", Arity = -4, Flags = CommandFlags.ReadOnly, Acl = AclCategories.SortedSet, Keys = Touches.First,
        KeyFlags = Looks, Group = "sorted-set", Since = "1.2.0",
        Complexity = "O(log(N)+M), N being the size of the sorted set and M the number of members answered.",
        Syntax = "ZRANGE key start stop [BYSCORE|BYLEX] [REV] [LIMIT offset count] [WITHSCORES]",
        Summary = "The members in a range of ranks, scores or members.")]
    internal static void ZRange(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, RangeKind.Any, RangeDirection.Any);

    [Command("ZREVRANGE", Arity = -4, Flags = CommandFlags.ReadOnly, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = Looks, Group = "sorted-set", Since = "1.2.0",
        Complexity = "O(log(N)+M), N being the size of the sorted set and M the number of members answered.",
        Syntax = "ZREVRANGE key start stop [WITHSCORES]",
        Summary = "The members in a range of ranks, the highest score first.")]
    internal static void ZRevRange(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, RangeKind.Rank, RangeDirection.Reverse);

    [Command("ZRANGEBYSCORE", Arity = -4, Flags = CommandFlags.ReadOnly, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = Looks, Group = "sorted-set", Since = "1.0.5",
        Complexity = "O(log(N)+M), N being the size of the sorted set and M the number of members answered.",
        Syntax = "ZRANGEBYSCORE key min max [WITHSCORES] [LIMIT offset count]",
        Summary = "The members in a range of scores.")]
    internal static void ZRangeByScore(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, RangeKind.Score, RangeDirection.Forward);

    [Command("ZREVRANGEBYSCORE", Arity = -4, Flags = CommandFlags.ReadOnly, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = Looks, Group = "sorted-set", Since = "2.2.0",
        Complexity = "O(log(N)+M), N being the size of the sorted set and M the number of members answered.",
        Syntax = "ZREVRANGEBYSCORE key max min [WITHSCORES] [LIMIT offset count]",
        Summary = "The members in a range of scores, the highest first.")]
    internal static void ZRevRangeByScore(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, RangeKind.Score, RangeDirection.Reverse);

    [Command("ZRANGEBYLEX", Arity = -4, Flags = CommandFlags.ReadOnly, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = Looks, Group = "sorted-set", Since = "2.8.9",
        Complexity = "O(log(N)+M), N being the size of the sorted set and M the number of members answered.",
        Syntax = "ZRANGEBYLEX key min max [LIMIT offset count]",
        Summary = "The members between two others, in a set whose scores are all the same.")]
    internal static void ZRangeByLex(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, RangeKind.Text, RangeDirection.Forward);

    [Command("ZREVRANGEBYLEX", Arity = -4, Flags = CommandFlags.ReadOnly, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = Looks, Group = "sorted-set", Since = "2.8.9",
        Complexity = "O(log(N)+M), N being the size of the sorted set and M the number of members answered.",
        Syntax = "ZREVRANGEBYLEX key max min [LIMIT offset count]",
        Summary = "The members between two others in reverse, in a set whose scores are all the same.")]
    internal static void ZRevRangeByLex(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, RangeKind.Text, RangeDirection.Reverse);

    [Command("ZRANGESTORE", Arity = -5, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Acl = AclCategories.SortedSet, Group = "sorted-set", Since = "6.2.0",
        Complexity = "O(log(N)+M), N being the size of the sorted set and M the number of members stored.",
        Syntax = "ZRANGESTORE dst src min max [BYSCORE|BYLEX] [REV] [LIMIT offset count]",
        Summary = "Stores a range of a sorted set at another key.")]
    [KeySpec(1, KeyFlags.OW | KeyFlags.Update)]
    [KeySpec(2, KeyFlags.RO | KeyFlags.Access)]
    internal static void ZRangeStore(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!RangeRequest.TryRead(
            call, source: 2, reply, RangeKind.Any, RangeDirection.Any, isStored: true, out var request)) return;
        switch (keys.Reader.Find<SortedSetValue>(call.KeyAt(2), out var set))
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Found:
                request.Find(set);
                break;
        }
        var destination = call.KeyAt(1);
        if (request.Count == 0)
        {
            if (keys.RemoveStored(destination)) keys.Notify(KeyspaceEvents.Generic, "del"u8, destination);
            reply.Integer(0);
            return;
        }
        var stored = keys.Begin<SortedSetValue>(destination);
        stored.Expect(request.Count, lengthMax: 0);
        Span<byte> scratch = stackalloc byte[SortedSetCursor.ScratchBytes];
        var cursor = request.IsReversed ? set.Backward(request.First) : set.Forward(request.First);
        for (var left = request.Count; left > 0; left--, cursor.Move())
            stored.Put(cursor.Member(scratch), cursor.Score);
        keys.Store(destination, stored, Expiry.None);
        keys.Notify(KeyspaceEvents.SortedSet, "zrangestore"u8, destination);
        reply.Integer(request.Count);
    }

    static void Answer(
        in Call call, in KeyspaceReader keys, in Reply reply, RangeKind kind, RangeDirection direction)
    {
        if (!RangeRequest.TryRead(call, source: 1, reply, kind, direction, isStored: false, out var request)) return;
        switch (keys.Find<SortedSetValue>(call.Key, out var set))
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Found:
                request.Find(set);
                break;
        }
        if (request.Count == 0)
        {
            reply.Array(0);
            return;
        }
        var cursor = request.IsReversed ? set.Backward(request.First) : set.Forward(request.First);
        MemberReply.Answer(reply, ref cursor, request.Count, request.WithScores);
    }
}
