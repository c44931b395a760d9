using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values;

namespace AotKv.Commands.Bitmaps;

/// <summary>Commands that take a string for an array of numbers of any number of bits.</summary>
static class BitFieldCommands
{
    [Command("BITFIELD", Arity = -2, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.Bitmap,
        KeyHook = KeyHook.BitField, Group = "bitmap", Since = "3.2.0", Complexity = "O(1) for each operation.",
        Syntax = "BITFIELD key [<GET encoding offset|[OVERFLOW <WRAP|SAT|FAIL>] <SET encoding offset value|" +
            "INCRBY encoding offset increment>> [<GET encoding offset|[OVERFLOW <WRAP|SAT|FAIL>] " +
            "<SET encoding offset value|INCRBY encoding offset increment>> ...]]",
        Summary = "Reads, stores and adds to numbers of any number of bits in the string at a key.")]
    [KeySpec(1, KeyFlags.RW | KeyFlags.Access | KeyFlags.Update | KeyFlags.VariableFlags,
        Notes = "Read only where every operation is GET.")]
    internal static void BitField(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!TryCheck(call, keys.Reader, reply, out var count, out var lastWritten)) return;
        if (lastWritten < 0)
        {
            ReadFields(call, keys.Reader, reply, count);
            return;
        }
        var entry = keys.FindStringEntry(call.Key);
        if (entry.Lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        var length = entry.Length;
        var bytes = entry.Writable(Math.Max(length, (int)(lastWritten >> 3) + 1));
        var hasGrown = bytes.Length != length;
        var changes = 0;
        reply.Array(count);
        var operations = new FieldOperations(call, keys.Settings, reply);
        while (operations.TryNext())
            if (Run(operations, bytes, hasGrown, reply)) changes++;
        if (hasGrown || changes > 0) entry.Changed(changes);
        if (changes > 0) keys.Notify(KeyspaceEvents.String, "setbit"u8, call.Key);
    }

    [Command("BITFIELD_RO", Arity = -2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Bitmap,
        Keys = Touches.First, Group = "bitmap", Since = "6.0.0", Complexity = "O(1) for each operation.",
        Syntax = "BITFIELD_RO key [GET encoding offset [GET encoding offset ...]]",
        Summary = "Reads numbers of any number of bits in the string at a key.")]
    internal static void BitFieldReadOnly(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!TryCheck(call, keys, reply, out var count, out var lastWritten)) return;
        if (lastWritten < 0) ReadFields(call, keys, reply, count);
        else reply.Error("ERR BITFIELD_RO only supports the GET subcommand"u8);
    }

    /// <summary>
    /// Reads all operations; where one is not right, answers so. <paramref name="lastWritten"/> is the last bit that
    /// may be written, or -1.
    /// </summary>
    static bool TryCheck(
        in Call call, in KeyspaceReader keys, in Reply reply, out int count, out long lastWritten)
    {
        count = 0;
        lastWritten = -1;
        var operations = new FieldOperations(call, keys.Settings, reply);
        for (; operations.TryNext(); count++)
        {
            if (operations.Action == FieldAction.Get) continue;
            lastWritten = Math.Max(lastWritten, operations.Offset + operations.Type.Bits - 1);
        }
        return !operations.HasFailed;
    }

    static void ReadFields(in Call call, in KeyspaceReader keys, in Reply reply, int count)
    {
        var lookup = keys.FindString(call.Key, out var value);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        var bytes = lookup == Lookup.Found ? value.View(scratch) : default;
        reply.Array(count);
        var operations = new FieldOperations(call, keys.Settings, reply);
        while (operations.TryNext()) reply.Integer(operations.Type.Read(bytes, operations.Offset));
    }

    /// <summary>
    /// Runs one operation and answers it; true where it has changed the bytes. As in Valkey, whatever is written to a
    /// string that has grown is a change.
    /// </summary>
    static bool Run(in FieldOperations operation, Span<byte> bytes, bool hasGrown, in Reply reply)
    {
        var type = operation.Type;
        var before = type.Read(bytes, operation.Offset);
        if (operation.Action == FieldAction.Get)
        {
            reply.Integer(before);
            return false;
        }
        Int128 exact = operation.Operand;
        if (operation.Action == FieldAction.Increase) exact += before;
        // A negative number has no place in a field without a sign: it counts as a very large one.
        else if (!type.IsSigned) exact = (ulong)operation.Operand;
        if (!type.TryFit(exact, operation.Overflow, out var after))
        {
            reply.Null();
            return false;
        }
        reply.Integer(operation.Action == FieldAction.Increase ? after : before);
        type.Write(bytes, operation.Offset, after);
        return hasGrown || after != before;
    }
}
