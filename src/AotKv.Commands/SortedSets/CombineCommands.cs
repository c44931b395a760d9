using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>Commands that answer with a union, an intersection or a difference of sorted sets and sets.</summary>
static class CombineCommands
{
    const KeyFlags Looks = KeyFlags.RO | KeyFlags.Access;

    enum Operation
    {
        Unite,
        Intersect,
        Subtract,
    }

    [Command("ZUNION", Arity = -3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.SortedSet, Group = "sorted-set",
        Since = "6.2.0",
        Complexity = "O(N*log(M)), N being the sizes of all sets together and M the number of members answered.",
        Syntax = "ZUNION numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM|MIN|MAX>] [WITHSCORES]",
        Summary = "The members that are in any of several sorted sets.")]
    [KeySpec(1, Looks, CountAt = 0, FirstKey = 1)]
    internal static void ZUnion(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, Operation.Unite, "zunion"u8);

    [Command("ZINTER", Arity = -3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.SortedSet, Group = "sorted-set",
        Since = "6.2.0",
        Complexity = "O(N*K)+O(M*log(M)), N being the size of the smallest of K sets and M the number of members " +
            "answered.",
        Syntax = "ZINTER numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM|MIN|MAX>] [WITHSCORES]",
        Summary = "The members that are in all of several sorted sets.")]
    [KeySpec(1, Looks, CountAt = 0, FirstKey = 1)]
    internal static void ZInter(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, Operation.Intersect, "zinter"u8);

    [Command("ZDIFF", Arity = -3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.SortedSet, Group = "sorted-set",
        Since = "6.2.0",
        Complexity = "O(N*K)+O(M*log(M)), N being the size of the first of K sets and M the number of members " +
            "answered.",
        Syntax = "ZDIFF numkeys key [key ...] [WITHSCORES]",
        Summary = "The members of a sorted set that are in none of several others.")]
    [KeySpec(1, Looks, CountAt = 0, FirstKey = 1)]
    internal static void ZDiff(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, Operation.Subtract, "zdiff"u8);

    [Command("ZINTERCARD", Arity = -3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.SortedSet,
        Group = "sorted-set", Since = "7.0.0", Complexity = "O(N*K), N being the size of the smallest of K sets.",
        Syntax = "ZINTERCARD numkeys key [key ...] [LIMIT limit]",
        Summary = "The number of members that are in all of several sorted sets.")]
    [KeySpec(1, Looks, CountAt = 0, FirstKey = 1)]
    internal static void ZInterCard(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var request = new CombineRequest { KnowsLimit = true };
        if (!SetCombination.TryRead(call, keys, reply, request, numberOfKeys: 1, "zintercard"u8, out var sets)) return;
        reply.Integer(sets.CountCommon());
        sets.Dispose();
    }

    [Command("ZUNIONSTORE", Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Acl = AclCategories.SortedSet, Group = "sorted-set", Since = "2.0.0",
        Complexity = "O(N*log(M)), N being the sizes of all sets together and M the number of members stored.",
        Syntax = "ZUNIONSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] " +
            "[AGGREGATE <SUM|MIN|MAX>]",
        Summary = "Stores the members that are in any of several sorted sets.")]
    [KeySpec(1, KeyFlags.OW | KeyFlags.Update)]
    [KeySpec(2, Looks, CountAt = 0, FirstKey = 1)]
    internal static void ZUnionStore(in Call call, in Keyspace keys, ref Reply reply) =>
        Store(call, keys, reply, Operation.Unite, "zunionstore"u8);

    [Command("ZINTERSTORE", Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Acl = AclCategories.SortedSet, Group = "sorted-set", Since = "2.0.0",
        Complexity = "O(N*K)+O(M*log(M)), N being the size of the smallest of K sets and M the number of members " +
            "stored.",
        Syntax = "ZINTERSTORE destination numkeys key [key ...] [WEIGHTS weight [weight ...]] " +
            "[AGGREGATE <SUM|MIN|MAX>]",
        Summary = "Stores the members that are in all of several sorted sets.")]
    [KeySpec(1, KeyFlags.OW | KeyFlags.Update)]
    [KeySpec(2, Looks, CountAt = 0, FirstKey = 1)]
    internal static void ZInterStore(in Call call, in Keyspace keys, ref Reply reply) =>
        Store(call, keys, reply, Operation.Intersect, "zinterstore"u8);

    [Command("ZDIFFSTORE", Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Acl = AclCategories.SortedSet, Group = "sorted-set", Since = "6.2.0",
        Complexity = "O(N*K)+O(M*log(M)), N being the size of the first of K sets and M the number of members stored.",
        Syntax = "ZDIFFSTORE destination numkeys key [key ...]",
        Summary = "Stores the members of a sorted set that are in none of several others.")]
    [KeySpec(1, KeyFlags.OW | KeyFlags.Update)]
    [KeySpec(2, Looks, CountAt = 0, FirstKey = 1)]
    internal static void ZDiffStore(in Call call, in Keyspace keys, ref Reply reply) =>
        Store(call, keys, reply, Operation.Subtract, "zdiffstore"u8);

    static void Answer(
        in Call call, in KeyspaceReader keys, in Reply reply, Operation operation, ReadOnlySpan<byte> name)
    {
        var request = new CombineRequest { KnowsWeights = operation != Operation.Subtract, KnowsScores = true };
        if (!SetCombination.TryRead(call, keys, reply, request, numberOfKeys: 1, name, out var sets)) return;
        // The result lives for the moment in the heap of the first key's shard.
        var home = call.KeyAt(2);
        var result = keys.Begin<SortedSetValue>(home);
        Fill(sets, operation, result);
        var cursor = result.IsEmpty ? default : result.Forward(rank: 0);
        MemberReply.Answer(reply, ref cursor, result.Count, sets.WithScores);
        keys.Discard(home, result);
        sets.Dispose();
    }

    static void Store(in Call call, in Keyspace keys, in Reply reply, Operation operation, ReadOnlySpan<byte> name)
    {
        var request = new CombineRequest { KnowsWeights = operation != Operation.Subtract };
        if (!SetCombination.TryRead(call, keys.Reader, reply, request, numberOfKeys: 2, name, out var sets)) return;
        var destination = call.KeyAt(1);
        var result = keys.Begin<SortedSetValue>(destination);
        Fill(sets, operation, result);
        sets.Dispose();
        reply.Integer(result.Count);
        if (result.IsEmpty)
        {
            keys.Discard(destination, result);
            if (keys.RemoveStored(destination)) keys.Notify(KeyspaceEvents.Generic, "del"u8, destination);
            return;
        }
        result.Compact();
        keys.Store(destination, result, Expiry.None);
        keys.Notify(KeyspaceEvents.SortedSet, name, destination);
    }

    static void Fill(in SetCombination sets, Operation operation, in SortedSetValue result)
    {
        // As in Valkey, where a weight can make a zero negative and a listpack would lose its sign.
        result.BecomeLarge();
        switch (operation)
        {
            case Operation.Unite:
                sets.Unite(result);
                return;
            case Operation.Intersect:
                sets.Intersect(result);
                return;
            default:
                sets.Subtract(result);
                return;
        }
    }
}
