using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>Commands that ask for the size of a sorted set, or for scores and ranks of its members.</summary>
static class ScoreCommands
{
    const CommandFlags Reads = CommandFlags.ReadOnly | CommandFlags.Fast;
    const KeyFlags Looks = KeyFlags.RO | KeyFlags.Access;

    [Command("ZCARD", Arity = 2, Flags = Reads, Acl = AclCategories.SortedSet, Keys = Touches.First,
        KeyFlags = KeyFlags.RO, Group = "sorted-set", Since = "1.2.0", Complexity = "O(1)", Syntax = "ZCARD key",
        Summary = "The number of members of a sorted set.")]
    internal static void ZCard(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        switch (keys.Find<SortedSetValue>(call.Key, out var set))
        {
            case Lookup.Found:
                reply.Integer(set.Count);
                return;
            case Lookup.Missing:
                reply.Integer(0);
                return;
            default:
                reply.Error(CommandError.WrongType);
                return;
        }
    }

    [Command("ZSCORE", Arity = 3, Flags = Reads, Acl = AclCategories.SortedSet, Keys = Touches.First,
        KeyFlags = Looks, Group = "sorted-set", Since = "1.2.0", Complexity = "O(1)", Syntax = "ZSCORE key member",
        Summary = "The score of a member.")]
    internal static void ZScore(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        switch (keys.Find<SortedSetValue>(call.Key, out var set))
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Found when set.TryGetScore(call[2], out var score):
                reply.Double(score);
                return;
            default:
                reply.Null();
                return;
        }
    }

    [Command("ZMSCORE", Arity = -3, Flags = Reads, Acl = AclCategories.SortedSet, Keys = Touches.First,
        KeyFlags = Looks, Group = "sorted-set", Since = "6.2.0",
        Complexity = "O(N), N being the number of members asked for.", Syntax = "ZMSCORE key member [member ...]",
        Summary = "The scores of several members.")]
    internal static void ZMScore(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var lookup = keys.Find<SortedSetValue>(call.Key, out var set);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        reply.Array(call.Count - 2);
        for (var position = 2; position < call.Count; position++)
        {
            if (lookup == Lookup.Found && set.TryGetScore(call[position], out var score)) reply.Double(score);
            else reply.Null();
        }
    }

    [Command("ZRANK", Arity = -3, Flags = Reads, Acl = AclCategories.SortedSet, Keys = Touches.First,
        KeyFlags = Looks, Group = "sorted-set", Since = "2.0.0",
        Complexity = "O(log(N)), N being the size of the sorted set.", Syntax = "ZRANK key member [WITHSCORE]",
        Summary = "The place of a member, counted from the lowest score.")]
    internal static void ZRank(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        AnswerRank(call, keys, reply, isReversed: false);

    [Command("ZREVRANK", Arity = -3, Flags = Reads, Acl = AclCategories.SortedSet, Keys = Touches.First,
        KeyFlags = Looks, Group = "sorted-set", Since = "2.0.0",
        Complexity = "O(log(N)), N being the size of the sorted set.", Syntax = "ZREVRANK key member [WITHSCORE]",
        Summary = "The place of a member, counted from the highest score.")]
    internal static void ZRevRank(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        AnswerRank(call, keys, reply, isReversed: true);

    static void AnswerRank(in Call call, in KeyspaceReader keys, in Reply reply, bool isReversed)
    {
        if (call.Count > 4)
        {
            WrongNumber(reply, isReversed ? "zrevrank"u8 : "zrank"u8);
            return;
        }
        var withScore = call.Count == 4;
        if (withScore && !Option.Is(call[3], "WITHSCORE"u8))
        {
            reply.Error(CommandError.Syntax);
            return;
        }
        var lookup = keys.Find<SortedSetValue>(call.Key, out var set);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
        }
        else if (lookup == Lookup.Missing || !set.TryGetRank(call[2], out var rank, out var score))
        {
            if (withScore) reply.NullArray();
            else reply.Null();
        }
        else
        {
            if (withScore) reply.Array(2);
            reply.Integer(isReversed ? set.Count - 1 - rank : rank);
            if (withScore) reply.Double(score);
        }
    }

    static void WrongNumber(in Reply reply, ReadOnlySpan<byte> name) =>
        reply.Error("ERR wrong number of arguments for '"u8, name, "' command"u8);
}
