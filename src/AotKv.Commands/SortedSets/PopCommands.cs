using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>Commands that take the members with the lowest or highest scores out of a sorted set.</summary>
static class PopCommands
{
    const KeyFlags Takes = KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete;

    [Command("ZPOPMIN", Arity = -2, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = Takes, Group = "sorted-set", Since = "5.0.0",
        Complexity = "O(M*log(N)), N being the size of the sorted set and M the number of members taken.",
        Syntax = "ZPOPMIN key [count]", Summary = "Takes the members with the lowest scores out of a sorted set.")]
    internal static void ZPopMin(in Call call, in Keyspace keys, ref Reply reply) =>
        Pop(call, keys, reply, takesHighest: false);

    [Command("ZPOPMAX", Arity = -2, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = Takes, Group = "sorted-set", Since = "5.0.0",
        Complexity = "O(M*log(N)), N being the size of the sorted set and M the number of members taken.",
        Syntax = "ZPOPMAX key [count]", Summary = "Takes the members with the highest scores out of a sorted set.")]
    internal static void ZPopMax(in Call call, in Keyspace keys, ref Reply reply) =>
        Pop(call, keys, reply, takesHighest: true);

    [Command("ZMPOP", Arity = -4, Flags = CommandFlags.Write, Acl = AclCategories.SortedSet, Group = "sorted-set",
        Since = "7.0.0",
        Complexity = "O(K)+O(M*log(N)), K being the number of keys, N the size of the sorted set and M the number " +
            "of members taken.",
        Syntax = "ZMPOP numkeys key [key ...] <MIN|MAX> [COUNT count]",
        Summary = "Takes members out of the first of several sorted sets that there is.")]
    [KeySpec(1, Takes, CountAt = 0, FirstKey = 1)]
    internal static void ZMPop(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!PopRequest.TryRead(call, numberOfKeys: 1, reply, out var request)) return;
        if (!TryTakeFromAny(call, keys, reply, request)) reply.NullArray();
    }

    /// <summary>
    /// Answers with the first key that there is and an array of what is taken from its set; false where there is none.
    /// </summary>
    internal static bool TryTakeFromAny(in Call call, in Keyspace keys, in Reply reply, in PopRequest request)
    {
        for (var position = request.FirstKey; position <= request.LastKey; position++)
        {
            switch (keys.Find<SortedSetValue>(call.KeyAt(position), out var set))
            {
                case Lookup.Missing:
                    continue;
                case Lookup.WrongType:
                    reply.Error(CommandError.WrongType);
                    return true;
            }
            var count = Math.Min(request.Count, set.Count);
            reply.Array(2);
            reply.Bulk(call[position]);
            reply.Array(count);
            Take(keys, reply, call.KeyAt(position), set, count, request.TakesHighest, isNested: true);
            return true;
        }
        return false;
    }

    static void Pop(in Call call, in Keyspace keys, in Reply reply, bool takesHighest)
    {
        if (call.Count > 3)
        {
            reply.Error(CommandError.Syntax);
            return;
        }
        var count = 1L;
        if (call.Count == 3 && !RangeArgument.TryReadPositive(call, position: 2, reply, out count)) return;
        switch (keys.Find<SortedSetValue>(call.Key, out var set))
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Found:
                count = Math.Min(count, set.Count);
                break;
            default:
                count = 0;
                break;
        }
        var isNested = reply.IsResp3 && call.Count == 3;
        reply.Array(isNested ? count : count * 2);
        if (count > 0) Take(keys, reply, call.Key, set, count, takesHighest, isNested);
    }

    /// <summary>Answers with so many members and scores, without an array around them, and removes them.</summary>
    internal static void Take(
        in Keyspace keys, in Reply reply, in Key key, in SortedSetValue set, long count, bool takesHighest,
        bool isNested)
    {
        Span<byte> scratch = stackalloc byte[SortedSetCursor.ScratchBytes];
        var cursor = takesHighest ? set.Backward(set.Count - 1) : set.Forward(rank: 0);
        for (var left = count; left > 0; left--, cursor.Move())
        {
            if (isNested) reply.Array(2);
            reply.Bulk(cursor.Member(scratch));
            reply.Double(cursor.Score);
        }
        set.RemoveRange(takesHighest ? set.Count - count : 0, count);
        keys.Notify(KeyspaceEvents.SortedSet, takesHighest ? "zpopmax"u8 : "zpopmin"u8, key);
        keys.Changed(key, set, count);
    }
}
