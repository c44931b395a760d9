using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.Waiting;
using AotKv.Memory;
using AotKv.Values;
using AotKv.Values.ListPacks;
using AotKv.Values.Lists;

namespace AotKv.Commands.Lists;

/// <summary>Commands that move one element from a list to another, which may be the same.</summary>
static class MoveCommands
{
    const CommandFlags Writes = CommandFlags.Write | CommandFlags.DenyOom;
    const KeyFlags Source = KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete;
    const KeyFlags Destination = KeyFlags.RW | KeyFlags.Insert;

    [Command("LMOVE", Arity = 5, Flags = Writes, Acl = AclCategories.List, Group = "list", Since = "6.2.0",
        Complexity = "O(1)", Syntax = "LMOVE source destination <LEFT|RIGHT> <LEFT|RIGHT>",
        Summary = "Moves an element from one end of a list to one end of another.")]
    [KeySpec(1, Source)]
    [KeySpec(2, Destination)]
    internal static void LMove(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!ListArguments.TryReadEnd(call, position: 3, reply, out var from)) return;
        if (!ListArguments.TryReadEnd(call, position: 4, reply, out var to)) return;
        if (!TryMove(call, keys, reply, from, to)) reply.Null();
    }

    [Command("RPOPLPUSH", Arity = 3, Flags = Writes, Acl = AclCategories.List, Group = "list", Since = "1.2.0",
        Complexity = "O(1)",
        Syntax = "RPOPLPUSH source destination",
        Summary = "Moves the tail of a list to the head of another.")]
    [KeySpec(1, Source)]
    [KeySpec(2, Destination)]
    internal static void RPopLPush(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!TryMove(call, keys, reply, ListEnd.Tail, ListEnd.Head)) reply.Null();
    }

    [Command("BLMOVE", Arity = 6, Flags = Writes | CommandFlags.Blocking, Acl = AclCategories.List, Group = "list",
        Since = "6.2.0", Complexity = "O(1)", Syntax = "BLMOVE source destination <LEFT|RIGHT> <LEFT|RIGHT> timeout",
        Summary = "Moves an element from one end of a list to one end of another, or waits for one.")]
    [KeySpec(1, Source)]
    [KeySpec(2, Destination)]
    internal static Outcome BLMove(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!ListArguments.TryReadEnd(call, position: 3, reply, out var from)) return Outcome.Done;
        if (!ListArguments.TryReadEnd(call, position: 4, reply, out var to)) return Outcome.Done;
        return MoveOrPark(call, keys, reply, from, to, timeoutAt: 5);
    }

    [Command("BRPOPLPUSH", Arity = 4, Flags = Writes | CommandFlags.Blocking, Acl = AclCategories.List,
        Group = "list", Since = "2.2.0", Complexity = "O(1)",
        Syntax = "BRPOPLPUSH source destination timeout",
        Summary = "Moves the tail of a list to the head of another, or waits for one.")]
    [KeySpec(1, Source)]
    [KeySpec(2, Destination)]
    internal static Outcome BRPopLPush(in Call call, in Keyspace keys, ref Reply reply) =>
        MoveOrPark(call, keys, reply, ListEnd.Tail, ListEnd.Head, timeoutAt: 3);

    static Outcome MoveOrPark(
        in Call call, in Keyspace keys, in Reply reply, ListEnd from, ListEnd to, int timeoutAt)
    {
        if (!TimeoutArgument.TryReadSeconds(call, timeoutAt, reply, out var deadline)) return Outcome.Done;
        if (TryMove(call, keys, reply, from, to)) return Outcome.Done;
        if (call.CanPark)
            return keys.Park(new Wait { Type = RecordType.List, FirstKey = 1, KeyCount = 1, Deadline = deadline });
        reply.Null();
        return Outcome.Done;
    }

    /// <summary>False where there is nothing to move. An error is an answer.</summary>
    static bool TryMove(in Call call, in Keyspace keys, in Reply reply, ListEnd from, ListEnd to)
    {
        var key = call.KeyAt(1);
        var other = call.KeyAt(2);
        var found = keys.Find(key, out ListValue source);
        if (found == Lookup.Missing) return false;
        var target = default(ListValue);
        var there = found == Lookup.Found ? keys.Find(other, out target) : Lookup.WrongType;
        if (there == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return true;
        }
        var item = source.Peek(from);
        ListReply.Element(reply, item);
        if (key.Bytes.SequenceEqual(other.Bytes))
        {
            if (from != to && source.Count > 1) Turn(source, from);
            ListEvents.Pushed(keys, key, to);
            ListEvents.Popped(keys, key, from);
            keys.Changed(key, source);
            return true;
        }
        if (there == Lookup.Missing) target = keys.Make<ListValue>(other);
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        var text = item.AsSpan(scratch);
        target.PrepareToGrow(text.Length, count: 1);
        target.Push(to, text);
        ListEvents.Pushed(keys, other, to);
        keys.Changed(other, target, changes: 0);
        ListRemoval.Pop(keys, key, source, from, count: 1);
        return true;
    }

    /// <summary>Moves the element at an end to the other end of the same list.</summary>
    static void Turn(in ListValue list, ListEnd from)
    {
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        var copy = new NativeList<byte>();
        copy.AddRange(list.Peek(from).AsSpan(scratch));
        list.RemoveRange(from == ListEnd.Head ? 0 : list.Count - 1, 1);
        list.PrepareToGrow(copy.Count, count: 1);
        list.Push(from == ListEnd.Head ? ListEnd.Tail : ListEnd.Head, copy.Span);
        list.Shrink();
        copy.Dispose();
    }
}
