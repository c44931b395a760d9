using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values;

namespace AotKv.Commands.Strings;

/// <summary>Commands on a part of a string, its end included.</summary>
static class RangeCommands
{
    [Command("APPEND", Arity = 3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Acl = AclCategories.String, Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Insert,
        Group = "string", Since = "2.0.0", Complexity = "O(1), but for the copying when the string must move.",
        Syntax = "APPEND key value", Summary = "Adds bytes to the end of the string at a key.")]
    internal static void Append(in Call call, in Keyspace keys, ref Reply reply)
    {
        var added = call[2];
        var entry = keys.FindStringEntry(call.Key);
        switch (entry.Lookup)
        {
            case Lookup.Missing:
                keys.SetString(call.Key, added, Expiry.None);
                keys.Notify(KeyspaceEvents.String, "append"u8, call.Key);
                reply.Integer(added.Length);
                return;
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
        }
        var length = entry.Length;
        if (!StringSize.Allows(keys.Settings, length, added.Length, reply)) return;
        var bytes = entry.Writable(length + added.Length);
        added.CopyTo(bytes[length..]);
        entry.Changed();
        keys.Notify(KeyspaceEvents.String, "append"u8, call.Key);
        reply.Integer(bytes.Length);
    }

    [Command("SETRANGE", Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.String,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Update, Group = "string", Since = "2.2.0",
        Complexity = "O(N), N being the number of bytes written.", Syntax = "SETRANGE key offset value",
        Summary = "Overwrites a part of the string at a key, which grows where it is too short.")]
    internal static void SetRange(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var offset)) return;
        if (offset < 0)
        {
            reply.Error("ERR offset is out of range"u8);
            return;
        }
        var written = call[3];
        var entry = keys.FindStringEntry(call.Key);
        if (entry.Lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        var length = entry.Length;
        if (written.IsEmpty)
        {
            reply.Integer(length);
            return;
        }
        if (!StringSize.Allows(keys.Settings, offset, written.Length, reply)) return;
        var bytes = entry.Writable(Math.Max(length, (int)offset + written.Length));
        written.CopyTo(bytes[(int)offset..]);
        entry.Changed();
        keys.Notify(KeyspaceEvents.String, "setrange"u8, call.Key);
        reply.Integer(bytes.Length);
    }

    [Command("GETRANGE", Arity = 4, Flags = CommandFlags.ReadOnly, Acl = AclCategories.String,
        Keys = Touches.First, Group = "string", Since = "2.4.0",
        Complexity = "O(N), N being the number of bytes answered.", Syntax = "GETRANGE key start end",
        Summary = "A part of the string at a key.")]
    internal static void GetRange(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        AnswerRange(call, keys, reply);

    [Command("SUBSTR", Arity = 4, Flags = CommandFlags.ReadOnly, Acl = AclCategories.String,
        Keys = Touches.First, Group = "string", Since = "1.0.0",
        Complexity = "O(N), N being the number of bytes answered.", Syntax = "SUBSTR key start end",
        Summary = "A part of the string at a key; the old name of GETRANGE.")]
    internal static void SubStr(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        AnswerRange(call, keys, reply);

    static void AnswerRange(in Call call, in KeyspaceReader keys, in Reply reply)
    {
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var start)) return;
        if (!IntegerArgument.TryRead(call, position: 3, reply, out var end)) return;
        switch (keys.FindString(call.Key, out var value))
        {
            case Lookup.Missing:
                reply.Bulk(default);
                return;
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
        }
        Span<byte> scratch = stackalloc byte[StringView.ScratchBytes];
        reply.Bulk(Part(value.View(scratch), start, end));
    }

    /// <summary>
    /// The bytes from <paramref name="start"/> to <paramref name="end"/>, both included. Negative positions count from
    /// the end; what lies beyond the string is cut off.
    /// </summary>
    static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> bytes, long start, long end)
    {
        if (start < 0 && end < 0 && start > end) return default;
        if (start < 0) start = Math.Max(0, start + bytes.Length);
        if (end < 0) end = Math.Max(0, end + bytes.Length);
        end = Math.Min(end, bytes.Length - 1L);
        return start > end ? default : bytes[(int)start..(int)(end + 1)];
    }
}
