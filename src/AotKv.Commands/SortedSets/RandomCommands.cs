using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Memory;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>ZRANDMEMBER: each member is as likely as any other, by its rank.</summary>
static class RandomCommands
{
    /// <summary>Where more than one member in so many is wanted, all are walked over.</summary>
    const long WalkAbove = 3;

    [Command("ZRANDMEMBER", Arity = -2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "sorted-set", Since = "6.2.0",
        Tips = "NONDETERMINISTIC_OUTPUT",
        Complexity = "O(M*log(N)), N being the size of the sorted set and M the number of members answered.",
        Syntax = "ZRANDMEMBER key [count [WITHSCORES]]", Summary = "Members of a sorted set chosen at random.")]
    internal static void ZRandMember(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var withScores = call.Count == 4;
        var count = 1L;
        if (call.Count > 2 && !TryReadCount(call, reply, out count)) return;
        switch (keys.Find<SortedSetValue>(call.Key, out var set))
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Missing when call.Count == 2:
                reply.Null();
                return;
            case Lookup.Missing:
                reply.Array(0);
                return;
        }
        if (call.Count > 2) MemberReply.Begin(reply, count < 0 ? -count : Math.Min(count, set.Count), withScores);
        if (count < 0) AnswerAny(keys, reply, set, -count, withScores);
        else if (count == 1) AnswerAny(keys, reply, set, count, withScores);
        else AnswerDistinct(keys, reply, set, Math.Min(count, set.Count), withScores);
    }

    static bool TryReadCount(in Call call, in Reply reply, out long count)
    {
        if (!IntegerArgument.TryRead(call, position: 2, reply, out count)) return false;
        if (count == long.MinValue)
        {
            reply.Error(
                "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807"u8);
            return false;
        }
        if (call.Count > 4 || (call.Count == 4 && !Option.Is(call[3], "WITHSCORES"u8)))
        {
            reply.Error(CommandError.Syntax);
            return false;
        }
        if (call.Count < 4 || count is >= -long.MaxValue / 2 and <= long.MaxValue / 2) return true;
        reply.Error("ERR value is out of range"u8);
        return false;
    }

    /// <summary>So many members, each chosen from all.</summary>
    static void AnswerAny(
        in KeyspaceReader keys, in Reply reply, in SortedSetValue set, long count, bool withScores)
    {
        for (; count > 0 && !reply.IsCut; count--) AnswerOne(reply, set.Forward(Below(keys, set.Count)), withScores);
    }

    /// <summary>So many different members, in order.</summary>
    static void AnswerDistinct(
        in KeyspaceReader keys, in Reply reply, in SortedSetValue set, long count, bool withScores)
    {
        if (count <= set.Count / WalkAbove)
        {
            AnswerChosen(keys, reply, set, count, withScores);
            return;
        }
        var left = set.Count;
        // Selection sampling (Knuth, volume 2, algorithm 3.4.2S).
        for (var cursor = set.Forward(rank: 0); count > 0; cursor.Move(), left--)
        {
            if (Below(keys, left) >= count) continue;
            AnswerOne(reply, cursor, withScores);
            count--;
        }
    }

    /// <summary>Few members of many: ranks are drawn until so many are different.</summary>
    static void AnswerChosen(
        in KeyspaceReader keys, in Reply reply, in SortedSetValue set, long count, bool withScores)
    {
        var ranks = default(NativeList<long>);
        while (ranks.Count < count)
        {
            for (var missing = count - ranks.Count; missing > 0; missing--) ranks.Add(Below(keys, set.Count));
            ranks.Span.Sort();
            var distinct = 0;
            foreach (var rank in ranks.Span)
                if (distinct == 0 || ranks[distinct - 1] != rank) ranks[distinct++] = rank;
            ranks.Truncate(distinct);
        }
        foreach (var rank in ranks.Span) AnswerOne(reply, set.Forward(rank), withScores);
        ranks.Dispose();
    }

    static void AnswerOne(in Reply reply, scoped in SortedSetCursor cursor, bool withScores)
    {
        Span<byte> scratch = stackalloc byte[SortedSetCursor.ScratchBytes];
        MemberReply.BeginOne(reply, withScores);
        reply.Bulk(cursor.Member(scratch));
        if (withScores) reply.Double(cursor.Score);
    }

    /// <summary>A number below a limit; the bias is below one in 2^32 for any set that fits memory.</summary>
    static long Below(in KeyspaceReader keys, long limit) => (long)Math.BigMul(keys.NextRandom(), (ulong)limit, out _);
}
