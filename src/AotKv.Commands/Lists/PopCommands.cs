using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Lists;

namespace AotKv.Commands.Lists;

/// <summary>Commands that take elements from the ends of a list, and never wait for one.</summary>
static class PopCommands
{
    const KeyFlags Removes = KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete;

    [Command("LPOP", Arity = -2, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.List,
        Keys = Touches.First, KeyFlags = Removes, Group = "list", Since = "1.0.0",
        Complexity = "O(N), N being the number of elements returned.", Syntax = "LPOP key [count]",
        Summary = "Takes elements from the head of a list.")]
    internal static void LPop(in Call call, in Keyspace keys, ref Reply reply) => Pop(call, keys, reply, ListEnd.Head);

    [Command("RPOP", Arity = -2, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.List,
        Keys = Touches.First, KeyFlags = Removes, Group = "list", Since = "1.0.0",
        Complexity = "O(N), N being the number of elements returned.", Syntax = "RPOP key [count]",
        Summary = "Takes elements from the tail of a list.")]
    internal static void RPop(in Call call, in Keyspace keys, ref Reply reply) => Pop(call, keys, reply, ListEnd.Tail);

    [Command("LMPOP", Arity = -4, Flags = CommandFlags.Write, Acl = AclCategories.List, Group = "list",
        Since = "7.0.0", Complexity = "O(N+M), N being the number of keys and M of elements returned.",
        Syntax = "LMPOP numkeys key [key ...] <LEFT|RIGHT> [COUNT count]",
        Summary = "Takes elements from the first of several lists that is there.")]
    [KeySpec(1, Removes, CountAt = 0, FirstKey = 1)]
    internal static void LMPop(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!ManyPop.TryRead(call, numberAt: 1, reply, out var pop)) return;
        if (!pop.TryPop(call, keys, reply)) reply.NullArray();
    }

    static void Pop(in Call call, in Keyspace keys, in Reply reply, ListEnd end)
    {
        if (call.Count > 3)
        {
            reply.Error("ERR wrong number of arguments for '"u8, end == ListEnd.Head ? "lpop"u8 : "rpop"u8,
                "' command"u8);
            return;
        }
        var hasCount = call.Count == 3;
        var count = 1L;
        if (hasCount && !ListArguments.TryReadAtLeast(
            call, position: 2, min: 0, "ERR value is out of range, must be positive"u8, reply, out count)) return;
        var key = call.Key;
        switch (keys.Find(key, out ListValue list))
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Missing:
                if (hasCount) reply.NullArray();
                else reply.Null();
                return;
        }
        if (hasCount)
        {
            count = Math.Min(count, list.Count);
            if (count == 0)
            {
                reply.Array(0);
                return;
            }
            ListReply.FromEnd(reply, list, end, count);
        }
        else ListReply.Element(reply, list.Peek(end));
        ListRemoval.Pop(keys, key, list, end, count);
    }
}
