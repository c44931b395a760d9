using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Lists;

namespace AotKv.Commands.Lists;

/// <summary>Commands that read a list.</summary>
static class ReadCommands
{
    [Command("LLEN", Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.List,
        Keys = Touches.First, KeyFlags = KeyFlags.RO, Group = "list", Since = "1.0.0", Complexity = "O(1)",
        Syntax = "LLEN key", Summary = "The number of elements of a list.")]
    internal static void LLen(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        switch (keys.Find(call.Key, out ListValue list))
        {
            case Lookup.Found: reply.Integer(list.Count); break;
            case Lookup.Missing: reply.Integer(0); break;
            case Lookup.WrongType: reply.Error(CommandError.WrongType); break;
        }
    }

    [Command("LINDEX", Arity = 3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.List, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "list", Since = "1.0.0",
        Complexity = "O(log N) to find the block of the element, and its place there.", Syntax = "LINDEX key index",
        Summary = "The element at an index of a list; negative ones count from the tail.")]
    internal static void LIndex(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var found = keys.Find(call.Key, out ListValue list);
        if (found == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        if (found == Lookup.Missing)
        {
            reply.Null();
            return;
        }
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var index)) return;
        var count = list.Count;
        if (index < 0) index += count;
        if (index < 0 || index >= count)
        {
            reply.Null();
            return;
        }
        using var cursor = list.Read(index, ListDirection.Forward);
        if (cursor.MoveNext()) ListReply.Element(reply, cursor.Current);
    }

    [Command("LRANGE", Arity = 4, Flags = CommandFlags.ReadOnly, Acl = AclCategories.List, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "list", Since = "1.0.0",
        Complexity = "O(log N + M), N being the length of the list and M the number of elements returned.",
        Syntax = "LRANGE key start stop", Summary = "The elements of a list between two indexes, both included.")]
    internal static void LRange(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var start)) return;
        if (!IntegerArgument.TryRead(call, position: 3, reply, out var stop)) return;
        switch (keys.Find(call.Key, out ListValue list))
        {
            case Lookup.Missing:
                reply.Array(0);
                return;
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
        }
        var count = list.Count;
        if (start < 0) start = Math.Max(0, start + count);
        stop = stop < 0 ? stop + count : Math.Min(stop, count - 1);
        if (start > stop) reply.Array(0);
        else ListReply.Range(reply, list, start, stop - start + 1, ListDirection.Forward);
    }

    [Command("LPOS", Arity = -3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.List, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "list", Since = "6.0.6",
        Complexity = "O(N), N being the number of elements looked at.",
        Syntax = "LPOS key element [RANK rank] [COUNT num-matches] [MAXLEN len]",
        Summary = "The indexes at which an element stands in a list.")]
    internal static void LPos(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!PositionOptions.TryRead(call, reply, out var options)) return;
        switch (keys.Find(call.Key, out ListValue list))
        {
            case Lookup.Missing:
                if (options.WantsArray) reply.Array(0);
                else reply.Null();
                return;
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
        }
        if (options.WantsArray) AllPositions(call[2], list, options, reply);
        else FirstPosition(call[2], list, options, reply);
    }

    static void FirstPosition(ReadOnlySpan<byte> element, in ListValue list, PositionOptions options, in Reply reply)
    {
        using var search = new PositionSearch(element, list, options);
        if (search.TryNext(out var index)) reply.Integer(index);
        else reply.Null();
    }

    static void AllPositions(ReadOnlySpan<byte> element, in ListValue list, PositionOptions options, in Reply reply)
    {
        using var search = new PositionSearch(element, list, options);
        var place = reply.BeginArray();
        var count = 0L;
        while ((options.Count == 0 || count < options.Count) && search.TryNext(out var index))
        {
            reply.Integer(index);
            count++;
        }
        reply.EndArray(place, count);
    }
}
