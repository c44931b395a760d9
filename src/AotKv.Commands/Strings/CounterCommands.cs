using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Strings;

/// <summary>Commands that take the string at a key for a number and add to it. No key is as good as 0.</summary>
static class CounterCommands
{
    const CommandFlags Writes = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast;
    const KeyFlags Changed = KeyFlags.RW | KeyFlags.Access | KeyFlags.Update;

    [Command("INCR", Arity = 2, Flags = Writes, Acl = AclCategories.String, Keys = Touches.First, KeyFlags = Changed,
        Group = "string", Since = "1.0.0", Complexity = "O(1)", Syntax = "INCR key",
        Summary = "Adds one to the number at a key.")]
    internal static void Incr(in Call call, in Keyspace keys, ref Reply reply) => Add(call, keys, reply, increment: 1);

    [Command("DECR", Arity = 2, Flags = Writes, Acl = AclCategories.String, Keys = Touches.First, KeyFlags = Changed,
        Group = "string", Since = "1.0.0", Complexity = "O(1)", Syntax = "DECR key",
        Summary = "Takes one from the number at a key.")]
    internal static void Decr(in Call call, in Keyspace keys, ref Reply reply) => Add(call, keys, reply, increment: -1);

    [Command("INCRBY", Arity = 3, Flags = Writes, Acl = AclCategories.String, Keys = Touches.First,
        KeyFlags = Changed, Group = "string", Since = "1.0.0", Complexity = "O(1)", Syntax = "INCRBY key increment",
        Summary = "Adds an integer to the number at a key.")]
    internal static void IncrBy(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (IntegerArgument.TryRead(call, position: 2, reply, out var increment)) Add(call, keys, reply, increment);
    }

    [Command("DECRBY", Arity = 3, Flags = Writes, Acl = AclCategories.String, Keys = Touches.First,
        KeyFlags = Changed, Group = "string", Since = "1.0.0", Complexity = "O(1)", Syntax = "DECRBY key decrement",
        Summary = "Takes an integer from the number at a key.")]
    internal static void DecrBy(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var decrement)) return;
        if (decrement == long.MinValue) reply.Error("ERR decrement would overflow"u8);
        else Add(call, keys, reply, -decrement);
    }

    static void Add(in Call call, in Keyspace keys, in Reply reply, long increment)
    {
        var entry = keys.FindStringEntry(call.Key);
        var number = 0L;
        switch (entry.Lookup)
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Found when !TryReadInteger(entry.Value, out number):
                reply.Error(CommandError.NotInteger);
                return;
        }
        var sum = unchecked(number + increment);
        // Both have one sign and the sum has the other.
        if (((number ^ sum) & (increment ^ sum)) < 0)
        {
            reply.Error("ERR increment or decrement would overflow"u8);
            return;
        }
        entry.SetInteger(sum);
        keys.Notify(KeyspaceEvents.String, "incrby"u8, call.Key);
        reply.Integer(sum);
    }

    /// <summary>A number may also stand as text in a block of its own, where APPEND has made one.</summary>
    static bool TryReadInteger(StringView value, out long number)
    {
        if (value.TryGetInteger(out number)) return true;
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        return IntegerText.TryParse(value.View(scratch), out number);
    }

    [Command("INCRBYFLOAT", Arity = 3, Flags = Writes, Acl = AclCategories.String, Keys = Touches.First,
        KeyFlags = Changed, Group = "string", Since = "2.6.0", Complexity = "O(1)",
        Syntax = "INCRBYFLOAT key increment", Summary = "Adds a number with decimals to the number at a key.")]
    internal static void IncrByFloat(in Call call, in Keyspace keys, ref Reply reply)
    {
        var entry = keys.FindStringEntry(call.Key);
        var number = default(LongDouble);
        switch (entry.Lookup)
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Found when !TryReadFloat(entry.Value, out number):
                reply.Error(CommandError.NotFloat);
                return;
        }
        if (!LongDoubleText.TryParse(call[2], out var increment))
        {
            reply.Error(CommandError.NotFloat);
            return;
        }
        var sum = number + increment;
        if (!sum.IsFinite)
        {
            reply.Error("ERR increment would produce NaN or Infinity"u8);
            return;
        }
        Span<byte> room = stackalloc byte[LongDoubleText.BytesMax];
        var text = room[..LongDoubleText.Format(room, sum)];
        entry.SetText(text);
        keys.Notify(KeyspaceEvents.String, "incrbyfloat"u8, call.Key);
        reply.Bulk(text);
    }

    static bool TryReadFloat(StringView value, out LongDouble number)
    {
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        return LongDoubleText.TryParse(value.View(scratch), out number);
    }
}
