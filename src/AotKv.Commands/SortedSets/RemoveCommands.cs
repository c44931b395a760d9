using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>Commands that remove members of a sorted set, by name or by range.</summary>
static class RemoveCommands
{
    [Command("ZREM", Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Delete, Group = "sorted-set", Since = "1.2.0",
        Complexity = "O(M*log(N)), N being the size of the sorted set and M the number of members removed.",
        Syntax = "ZREM key member [member ...]", Summary = "Removes members; the key goes with the last.")]
    internal static void ZRem(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!LookupAnswer.IsFoundOrZero(keys.Find<SortedSetValue>(call.Key, out var set), reply)) return;
        var removed = 0;
        for (var position = 2; position < call.Count && !set.IsEmpty; position++)
            if (set.Remove(call[position])) removed++;
        if (removed > 0)
        {
            keys.Notify(KeyspaceEvents.SortedSet, "zrem"u8, call.Key);
            keys.Changed(call.Key, set, removed);
        }
        reply.Integer(removed);
    }

    [Command("ZREMRANGEBYRANK", Arity = 4, Flags = CommandFlags.Write, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Delete, Group = "sorted-set", Since = "2.0.0",
        Complexity = "O(log(N)+M), N being the size of the sorted set and M the number of members removed.",
        Syntax = "ZREMRANGEBYRANK key start stop", Summary = "Removes the members in a range of ranks.")]
    internal static void ZRemRangeByRank(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var start)) return;
        if (!IntegerArgument.TryRead(call, position: 3, reply, out var stop)) return;
        if (!LookupAnswer.IsFoundOrZero(keys.Find<SortedSetValue>(call.Key, out var set), reply)) return;
        RankRange.Find(set.Count, start, stop, out var first, out var count);
        Remove(call, keys, reply, set, first, count, "zremrangebyrank"u8);
    }

    [Command("ZREMRANGEBYSCORE", Arity = 4, Flags = CommandFlags.Write, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Delete, Group = "sorted-set", Since = "1.2.0",
        Complexity = "O(log(N)+M), N being the size of the sorted set and M the number of members removed.",
        Syntax = "ZREMRANGEBYSCORE key min max", Summary = "Removes the members in a range of scores.")]
    internal static void ZRemRangeByScore(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!SortedRange.TryReadScores(call, minimum: 2, maximum: 3, reply, out var range)) return;
        Remove(call, keys, reply, range, "zremrangebyscore"u8);
    }

    [Command("ZREMRANGEBYLEX", Arity = 4, Flags = CommandFlags.Write, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Delete, Group = "sorted-set", Since = "2.8.9",
        Complexity = "O(log(N)+M), N being the size of the sorted set and M the number of members removed.",
        Syntax = "ZREMRANGEBYLEX key min max",
        Summary = "Removes the members between two others, in a set whose scores are all the same.")]
    internal static void ZRemRangeByLex(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!SortedRange.TryReadTexts(call, minimum: 2, maximum: 3, reply, out var range)) return;
        Remove(call, keys, reply, range, "zremrangebylex"u8);
    }

    static void Remove(
        in Call call, in Keyspace keys, in Reply reply, in SortedRange range, ReadOnlySpan<byte> name)
    {
        if (!LookupAnswer.IsFoundOrZero(keys.Find<SortedSetValue>(call.Key, out var set), reply)) return;
        range.Find(set, out var first, out var count);
        Remove(call, keys, reply, set, first, count, name);
    }

    static void Remove(
        in Call call, in Keyspace keys, in Reply reply, in SortedSetValue set, long first, long count,
        ReadOnlySpan<byte> name)
    {
        if (count > 0)
        {
            set.RemoveRange(first, count);
            keys.Notify(KeyspaceEvents.SortedSet, name, call.Key);
            keys.Changed(call.Key, set, count);
        }
        reply.Integer(count);
    }
}
