using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.Waiting;
using AotKv.Values;
using AotKv.Values.Lists;

namespace AotKv.Commands.Lists;

/// <summary>Commands that take elements from lists and wait where there is none.</summary>
static class BlockingPopCommands
{
    const CommandFlags Blocks = CommandFlags.Write | CommandFlags.Blocking;
    const KeyFlags Removes = KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete;

    [Command("BLPOP", Arity = -3, Flags = Blocks, Acl = AclCategories.List, Keys = Touches.AllButLast,
        KeyFlags = Removes, Group = "list", Since = "2.0.0", Complexity = "O(N), N being the number of keys.",
        Syntax = "BLPOP key [key ...] timeout",
        Summary = "Takes the head of the first of several lists that is there, or waits for one.")]
    internal static Outcome BLPop(in Call call, in Keyspace keys, ref Reply reply) =>
        Pop(call, keys, reply, ListEnd.Head);

    [Command("BRPOP", Arity = -3, Flags = Blocks, Acl = AclCategories.List, Keys = Touches.AllButLast,
        KeyFlags = Removes, Group = "list", Since = "2.0.0", Complexity = "O(N), N being the number of keys.",
        Syntax = "BRPOP key [key ...] timeout",
        Summary = "Takes the tail of the first of several lists that is there, or waits for one.")]
    internal static Outcome BRPop(in Call call, in Keyspace keys, ref Reply reply) =>
        Pop(call, keys, reply, ListEnd.Tail);

    [Command("BLMPOP", Arity = -5, Flags = Blocks, Acl = AclCategories.List, Group = "list", Since = "7.0.0",
        Complexity = "O(N+M), N being the number of keys and M of elements returned.",
        Syntax = "BLMPOP timeout numkeys key [key ...] <LEFT|RIGHT> [COUNT count]",
        Summary = "Takes elements from the first of several lists that is there, or waits for one.")]
    [KeySpec(2, Removes, CountAt = 0, FirstKey = 1)]
    internal static Outcome BLMPop(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!ManyPop.TryRead(call, numberAt: 2, reply, out var pop)) return Outcome.Done;
        if (!TimeoutArgument.TryReadSeconds(call, position: 1, reply, out var deadline)) return Outcome.Done;
        return pop.TryPop(call, keys, reply)
            ? Outcome.Done
            : Park(call, keys, reply, pop.FirstKey, pop.KeyCount, deadline);
    }

    static Outcome Pop(in Call call, in Keyspace keys, in Reply reply, ListEnd end)
    {
        var last = call.Count - 1;
        if (!TimeoutArgument.TryReadSeconds(call, last, reply, out var deadline)) return Outcome.Done;
        for (var i = 1; i < last; i++)
        {
            var key = call.KeyAt(i);
            switch (keys.Find(key, out ListValue list))
            {
                case Lookup.Missing:
                    continue;
                case Lookup.WrongType:
                    reply.Error(CommandError.WrongType);
                    return Outcome.Done;
            }
            reply.Array(2);
            reply.Bulk(key.Bytes);
            ListReply.Element(reply, list.Peek(end));
            ListRemoval.Pop(keys, key, list, end, count: 1);
            return Outcome.Done;
        }
        return Park(call, keys, reply, firstKey: 1, last - 1, deadline);
    }

    static Outcome Park(in Call call, in Keyspace keys, in Reply reply, int firstKey, int keyCount, long deadline)
    {
        if (call.CanPark)
        {
            return keys.Park(new Wait
            {
                Type = RecordType.List, FirstKey = firstKey, KeyCount = keyCount, Deadline = deadline,
            });
        }
        reply.NullArray();
        return Outcome.Done;
    }
}
