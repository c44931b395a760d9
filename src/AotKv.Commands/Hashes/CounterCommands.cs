using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Hashes;
using AotKv.Values.ListPacks;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Hashes;

/// <summary>Commands that take a field's value for a number and add to it. No field is as good as 0.</summary>
static class CounterCommands
{
    const CommandFlags Writes = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast;
    const KeyFlags Changed = KeyFlags.RW | KeyFlags.Access | KeyFlags.Update;

    [Command("HINCRBY", Arity = 4, Flags = Writes, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = Changed, Group = "hash", Since = "2.0.0", Complexity = "O(1)",
        Syntax = "HINCRBY key field increment", Summary = "Adds an integer to the number of a field.")]
    internal static void HIncrBy(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!IntegerArgument.TryRead(call, position: 3, reply, out var increment)) return;
        if (!HashWriter.TryOpen(call, keys, reply, out var writer)) return;
        var number = 0L;
        if (writer.Hash.TryGet(call[2], call.Now, out var value) && !TryReadInteger(value, out number))
        {
            reply.Error("ERR hash value is not an integer"u8);
            return;
        }
        var sum = unchecked(number + increment);
        // Both have one sign and the sum has the other.
        if (((number ^ sum) & (increment ^ sum)) < 0)
        {
            reply.Error("ERR increment or decrement would overflow"u8);
            return;
        }
        Span<byte> text = stackalloc byte[IntegerText.BytesMax];
        writer.SetKeepingDeadline(call[2], text[..IntegerText.Format(text, sum)]);
        writer.End("hincrby"u8, changes: 1);
        reply.Integer(sum);
    }

    [Command("HINCRBYFLOAT", Arity = 4, Flags = Writes, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = Changed, Group = "hash", Since = "2.6.0", Complexity = "O(1)",
        Syntax = "HINCRBYFLOAT key field increment", Summary = "Adds a number with decimals to that of a field.")]
    internal static void HIncrByFloat(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!LongDoubleText.TryParse(call[3], out var increment))
        {
            reply.Error(CommandError.NotFloat);
            return;
        }
        if (!increment.IsFinite)
        {
            reply.Error("ERR value is NaN or Infinity"u8);
            return;
        }
        if (!HashWriter.TryOpen(call, keys, reply, out var writer)) return;
        var number = default(LongDouble);
        if (writer.Hash.TryGet(call[2], call.Now, out var value) && !TryReadFloat(value, out number))
        {
            reply.Error("ERR hash value is not a float"u8);
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
        writer.SetKeepingDeadline(call[2], text);
        writer.End("hincrbyfloat"u8, changes: 1);
        reply.Bulk(text);
    }

    static bool TryReadInteger(in ListPackItem value, out long number)
    {
        number = value.Integer;
        return value.IsInteger || IntegerText.TryParse(value.Text, out number);
    }

    static bool TryReadFloat(in ListPackItem value, out LongDouble number)
    {
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        return LongDoubleText.TryParse(value.AsSpan(scratch), out number);
    }
}
