using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>Commands that count the members in a range.</summary>
static class CountCommands
{
    [Command("ZCOUNT", Arity = 4, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "sorted-set", Since = "2.0.0",
        Complexity = "O(log(N)), N being the size of the sorted set.", Syntax = "ZCOUNT key min max",
        Summary = "The number of members in a range of scores.")]
    internal static void ZCount(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (SortedRange.TryReadScores(call, minimum: 2, maximum: 3, reply, out var range))
            Answer(call, keys, reply, range);
    }

    [Command("ZLEXCOUNT", Arity = 4, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.SortedSet,
        Keys = Touches.First, KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "sorted-set", Since = "2.8.9",
        Complexity = "O(log(N)), N being the size of the sorted set.", Syntax = "ZLEXCOUNT key min max",
        Summary = "The number of members between two others, in a set whose scores are all the same.")]
    internal static void ZLexCount(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (SortedRange.TryReadTexts(call, minimum: 2, maximum: 3, reply, out var range))
            Answer(call, keys, reply, range);
    }

    static void Answer(in Call call, in KeyspaceReader keys, in Reply reply, in SortedRange range)
    {
        switch (keys.Find<SortedSetValue>(call.Key, out var set))
        {
            case Lookup.Found:
                range.Find(set, out _, out var count);
                reply.Integer(count);
                return;
            case Lookup.Missing:
                reply.Integer(0);
                return;
            default:
                reply.Error(CommandError.WrongType);
                return;
        }
    }
}
