using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.Lists;

namespace AotKv.Commands.Lists;

/// <summary>Commands that change a list elsewhere than at its ends, or cut it.</summary>
static class ChangeCommands
{
    [Command("LSET", Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.List,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Update, Group = "list", Since = "1.0.0",
        Complexity = "O(log N) to find the block of the element, and its place there.",
        Syntax = "LSET key index element", Summary = "Puts another element at an index of a list.")]
    internal static void LSet(in Call call, in Keyspace keys, ref Reply reply)
    {
        var key = call.Key;
        switch (keys.Find(key, out ListValue list))
        {
            case Lookup.Missing:
                reply.Error(CommandError.NoSuchKey);
                return;
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
        }
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var index)) return;
        list.PrepareToGrow(call[3].Length, count: 1);
        var count = list.Count;
        if (index < 0) index += count;
        if (index < 0 || index >= count)
        {
            reply.Error("ERR index out of range"u8);
            return;
        }
        list.Replace(index, call[3]);
        list.Shrink();
        keys.Notify(KeyspaceEvents.List, "lset"u8, key);
        keys.Changed(key, list);
        reply.Ok();
    }

    [Command("LINSERT", Arity = 5, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.List,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Insert, Group = "list", Since = "2.2.0",
        Complexity = "O(N), N being the number of elements before the pivot.",
        Syntax = "LINSERT key <BEFORE|AFTER> pivot element",
        Summary = "Adds an element before or after another of a list.")]
    internal static void LInsert(in Call call, in Keyspace keys, ref Reply reply)
    {
        var side = ListSide.After;
        if (Option.Is(call[2], "BEFORE"u8)) side = ListSide.Before;
        else if (!Option.Is(call[2], "AFTER"u8))
        {
            reply.Error(CommandError.Syntax);
            return;
        }
        var key = call.Key;
        switch (keys.Find(key, out ListValue list))
        {
            case Lookup.Missing:
                reply.Integer(0);
                return;
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
        }
        list.PrepareToGrow(call[4].Length, count: 1);
        if (!list.TryInsert(call[3], call[4], side))
        {
            reply.Integer(-1);
            return;
        }
        keys.Notify(KeyspaceEvents.List, "linsert"u8, key);
        keys.Changed(key, list);
        reply.Integer(list.Count);
    }

    [Command("LREM", Arity = 4, Flags = CommandFlags.Write, Acl = AclCategories.List, Keys = Touches.First,
        KeyFlags = KeyFlags.RW | KeyFlags.Delete, Group = "list", Since = "1.0.0",
        Complexity = "O(N), N being the length of the list.", Syntax = "LREM key count element",
        Summary = "Removes elements that are equal to one: the first so many, the last so many, or all.")]
    internal static void LRem(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var count)) return;
        if (count == long.MinValue)
        {
            reply.Error(
                "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807"u8);
            return;
        }
        var key = call.Key;
        switch (keys.Find(key, out ListValue list))
        {
            case Lookup.Missing:
                reply.Integer(0);
                return;
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
        }
        var direction = count < 0 ? ListDirection.Backward : ListDirection.Forward;
        var removed = list.RemoveEqual(call[3], count == 0 ? long.MaxValue : Math.Abs(count), direction);
        if (removed > 0)
        {
            if (!list.IsEmpty) list.Shrink();
            keys.Notify(KeyspaceEvents.List, "lrem"u8, key);
            keys.Changed(key, list, removed);
        }
        reply.Integer(removed);
    }

    [Command("LTRIM", Arity = 4, Flags = CommandFlags.Write, Acl = AclCategories.List, Keys = Touches.First,
        KeyFlags = KeyFlags.RW | KeyFlags.Delete, Group = "list", Since = "1.0.0",
        Complexity = "O(log N); what is removed is freed bit by bit.", Syntax = "LTRIM key start stop",
        Summary = "Removes all elements of a list but those between two indexes, both included.")]
    internal static void LTrim(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var start)) return;
        if (!IntegerArgument.TryRead(call, position: 3, reply, out var stop)) return;
        var key = call.Key;
        switch (keys.Find(key, out ListValue list))
        {
            case Lookup.Missing:
                reply.Ok();
                return;
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
        }
        var count = list.Count;
        if (start < 0) start = Math.Max(0, start + count);
        stop = stop < 0 ? stop + count : Math.Min(stop, count - 1);
        var kept = Math.Max(0, stop - start + 1);
        if (kept == 0) start = count;
        ListRemoval.Remove(keys, key, list, start + kept, count - start - kept);
        ListRemoval.Remove(keys, key, list, 0, start);
        if (!list.IsEmpty) list.Shrink();
        keys.Notify(KeyspaceEvents.List, "ltrim"u8, key);
        if (kept < count) keys.Changed(key, list, count - kept);
        reply.Ok();
    }
}
