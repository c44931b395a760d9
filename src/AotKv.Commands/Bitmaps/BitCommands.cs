using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values;
using AotKv.Values.Bitmaps;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Bitmaps;

/// <summary>Commands that take a string for a row of bits.</summary>
static class BitCommands
{
    [Command("SETBIT", Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.Bitmap,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Access | KeyFlags.Update, Group = "bitmap",
        Since = "2.2.0", Complexity = "O(1)", Syntax = "SETBIT key offset value",
        Summary = "Sets one bit of the string at a key, which grows where it is too short, and answers what it was.")]
    internal static void SetBit(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!BitOffset.TryRead(call[2], keys.Settings, reply, out var offset)) return;
        if (!IntegerText.TryParse(call[3], out var bit) || bit is < 0 or > 1)
        {
            reply.Error("ERR bit is not an integer or out of range"u8);
            return;
        }
        var entry = keys.FindStringEntry(call.Key);
        if (entry.Lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        var length = entry.Length;
        var at = (int)(offset >> 3);
        var bytes = entry.Writable(Math.Max(length, at + 1));
        var mask = 0x80 >> (int)(offset & 7);
        var before = (bytes[at] & mask) != 0 ? 1 : 0;
        if (bit != before) bytes[at] ^= (byte)mask;
        if (bit != before || bytes.Length != length)
        {
            entry.Changed();
            keys.Notify(KeyspaceEvents.String, "setbit"u8, call.Key);
        }
        reply.Integer(before);
    }

    [Command("GETBIT", Arity = 3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Bitmap,
        Keys = Touches.First, Group = "bitmap", Since = "2.2.0", Complexity = "O(1)", Syntax = "GETBIT key offset",
        Summary = "One bit of the string at a key; 0 beyond its end.")]
    internal static void GetBit(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!BitOffset.TryRead(call[2], keys.Settings, reply, out var offset)) return;
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        if (!TryView(call, keys, reply, scratch, out var bytes)) return;
        var at = offset >> 3;
        var isSet = at < bytes.Length && (bytes[(int)at] & 0x80 >> (int)(offset & 7)) != 0;
        reply.Integer(isSet ? 1 : 0);
    }

    [Command("BITCOUNT", Arity = -2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Bitmap, Keys = Touches.First,
        Group = "bitmap", Since = "2.6.0", Complexity = "O(N), N being the number of bytes looked at.",
        Syntax = "BITCOUNT key [start [end [BYTE|BIT]]]",
        Summary = "Counts the bits that are 1 in the string at a key, or in a part of it.")]
    internal static void BitCount(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!BitRange.TryRead(call, position: 2, reply, out var range)) return;
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        if (!TryView(call, keys, reply, scratch, out var bytes)) return;
        var isThere = range.TryResolve(bytes.Length, out var first, out var last) && !range.IsBackwards;
        reply.Integer(isThere ? Bits.Count(bytes, first, last) : 0);
    }

    [Command("BITPOS", Arity = -3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Bitmap, Keys = Touches.First,
        Group = "bitmap", Since = "2.8.7", Complexity = "O(N), N being the number of bytes looked at.",
        Syntax = "BITPOS key bit [start [end [BYTE|BIT]]]",
        Summary = "Finds the first bit that is 1, or 0, in the string at a key.")]
    internal static void BitPosition(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var bit)) return;
        if (bit is < 0 or > 1)
        {
            reply.Error("ERR The bit argument must be 1 or 0."u8);
            return;
        }
        if (!BitRange.TryRead(call, position: 3, reply, out var range)) return;
        if (keys.FindString(call.Key, out var value) is var lookup && lookup != Lookup.Found)
        {
            // A missing string is zeros without an end.
            if (lookup == Lookup.WrongType) reply.Error(CommandError.WrongType);
            else reply.Integer(bit == 1 ? -1 : 0);
            return;
        }
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        var bytes = value.View(scratch);
        if (!range.TryResolve(bytes.Length, out var first, out var last))
        {
            reply.Integer(-1);
            return;
        }
        var found = Bits.Find(bytes, (int)bit, first, last);
        // Where no end was given, zeros follow the string.
        if (found < 0 && bit == 0 && !range.HasEnd) found = last + 1;
        reply.Integer(found);
    }

    /// <summary>The string at the key, empty where there is none; where it is no string, answers so.</summary>
    static bool TryView(
        in Call call, in KeyspaceReader keys, in Reply reply, Span<byte> scratch, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        switch (keys.FindString(call.Key, out var value))
        {
            case Lookup.Found:
                bytes = value.View(scratch);
                return true;
            case Lookup.Missing:
                return true;
            default:
                reply.Error(CommandError.WrongType);
                return false;
        }
    }
}
