using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.Waiting;
using AotKv.Values;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>Commands that take members out of a sorted set and wait where there is none.</summary>
static class BlockingPopCommands
{
    const KeyFlags Takes = KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete;
    const CommandFlags Blocks = CommandFlags.Write | CommandFlags.Blocking;

    [Command("BZPOPMIN", Arity = -3, Flags = Blocks | CommandFlags.Fast, Acl = AclCategories.SortedSet,
        Keys = Touches.AllButLast, KeyFlags = Takes, Group = "sorted-set", Since = "5.0.0",
        Complexity = "O(K)+O(log(N)), K being the number of keys and N the size of the sorted set.",
        Syntax = "BZPOPMIN key [key ...] timeout",
        Summary = "Takes the member with the lowest score out of the first sorted set there is, or waits for one.")]
    internal static Outcome BZPopMin(in Call call, in Keyspace keys, ref Reply reply) =>
        Pop(call, keys, reply, takesHighest: false);

    [Command("BZPOPMAX", Arity = -3, Flags = Blocks | CommandFlags.Fast, Acl = AclCategories.SortedSet,
        Keys = Touches.AllButLast, KeyFlags = Takes, Group = "sorted-set", Since = "5.0.0",
        Complexity = "O(K)+O(log(N)), K being the number of keys and N the size of the sorted set.",
        Syntax = "BZPOPMAX key [key ...] timeout",
        Summary = "Takes the member with the highest score out of the first sorted set there is, or waits for one.")]
    internal static Outcome BZPopMax(in Call call, in Keyspace keys, ref Reply reply) =>
        Pop(call, keys, reply, takesHighest: true);

    [Command("BZMPOP", Arity = -5, Flags = Blocks, Acl = AclCategories.SortedSet, Group = "sorted-set",
        Since = "7.0.0",
        Complexity = "O(K)+O(M*log(N)), K being the number of keys, N the size of the sorted set and M the number " +
            "of members taken.",
        Syntax = "BZMPOP timeout numkeys key [key ...] <MIN|MAX> [COUNT count]",
        Summary = "Takes members out of the first sorted set there is, or waits for one.")]
    [KeySpec(2, Takes, CountAt = 0, FirstKey = 1)]
    internal static Outcome BZMPop(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!PopRequest.TryRead(call, numberOfKeys: 2, reply, out var request)) return Outcome.Done;
        if (!TimeoutArgument.TryReadSeconds(call, position: 1, reply, out var deadline)) return Outcome.Done;
        return PopCommands.TryTakeFromAny(call, keys, reply, request)
            ? Outcome.Done
            : Park(call, keys, reply, request.FirstKey, request.LastKey, deadline);
    }

    static Outcome Pop(in Call call, in Keyspace keys, in Reply reply, bool takesHighest)
    {
        var timeout = call.Count - 1;
        if (!TimeoutArgument.TryReadSeconds(call, timeout, reply, out var deadline)) return Outcome.Done;
        for (var position = 1; position < timeout; position++)
        {
            var key = call.KeyAt(position);
            switch (keys.Find<SortedSetValue>(key, out var set))
            {
                case Lookup.Missing:
                    continue;
                case Lookup.WrongType:
                    reply.Error(CommandError.WrongType);
                    return Outcome.Done;
            }
            reply.Array(3);
            reply.Bulk(key.Bytes);
            PopCommands.Take(keys, reply, key, set, count: 1, takesHighest, isNested: false);
            return Outcome.Done;
        }
        return Park(call, keys, reply, firstKey: 1, timeout - 1, deadline);
    }

    static Outcome Park(in Call call, in Keyspace keys, in Reply reply, int firstKey, int lastKey, long deadline)
    {
        if (call.CanPark)
        {
            return keys.Park(new Wait
            {
                Type = RecordType.SortedSet, FirstKey = firstKey, KeyCount = lastKey - firstKey + 1,
                Deadline = deadline,
            });
        }
        reply.NullArray();
        return Outcome.Done;
    }
}
