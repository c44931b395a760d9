using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;

namespace AotKv.Commands.Strings;

/// <summary>Commands that answer with a whole string.</summary>
static class GetCommands
{
    [Command("GET", Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.String,
        Keys = Touches.First, Group = "string", Since = "1.0.0", Complexity = "O(1)", Syntax = "GET key",
        Summary = "The string at a key.")]
    internal static void Get(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var key = call.Key;
        switch (keys.FindString(key, out var value))
        {
            case Lookup.Found: StringReply.Bulk(reply, keys, key, value); break;
            case Lookup.Missing: reply.Null(); break;
            case Lookup.WrongType: reply.Error(CommandError.WrongType); break;
        }
    }

    [Command("STRLEN", Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.String,
        Keys = Touches.First, KeyFlags = KeyFlags.RO, Group = "string", Since = "2.2.0", Complexity = "O(1)",
        Syntax = "STRLEN key", Summary = "The length of the string at a key, or 0 where there is none.")]
    internal static void StrLen(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        switch (keys.FindString(call.Key, out var value))
        {
            case Lookup.Found: reply.Integer(value.Length); break;
            case Lookup.Missing: reply.Integer(0); break;
            case Lookup.WrongType: reply.Error(CommandError.WrongType); break;
        }
    }

    [Command("GETDEL", Arity = 2, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.String,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete, Group = "string",
        Since = "6.2.0", Complexity = "O(1)", Syntax = "GETDEL key",
        Summary = "The string at a key, which is deleted.")]
    internal static void GetDel(in Call call, in Keyspace keys, ref Reply reply)
    {
        // Reply first: removing the key frees the bytes that are answered. What reading does not show may be there.
        if (!StringReply.TryAnswer(call, keys.Reader, reply, out _)) return;
        if (keys.Remove(call.Key)) keys.Notify(KeyspaceEvents.Generic, "del"u8, call.Key);
    }

    [Command("GETEX", Arity = -2, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.String,
        Group = "string", Since = "6.2.0", Complexity = "O(1)",
        Syntax = "GETEX key [EX seconds|PX milliseconds|EXAT unix-time-seconds|PXAT unix-time-milliseconds|PERSIST]",
        Summary = "The string at a key, whose expiry is set or taken away.")]
    [KeySpec(1, KeyFlags.RW | KeyFlags.Access | KeyFlags.Update,
        Notes = "RW and UPDATE because it changes the TTL")]
    internal static void GetEx(in Call call, in Keyspace keys, ref Reply reply)
    {
        var option = default(ExpiryOption);
        for (var i = 2; i < call.Count; i++)
        {
            if (option.TryTake(call, ref i, timeless: ExpiryKind.Persist)) continue;
            reply.Error(CommandError.Syntax);
            return;
        }
        if (!option.TryReadDeadline(
            call, reply, "ERR invalid expire time in 'getex' command"u8, out var deadline)) return;
        if (!StringReply.TryAnswer(call, keys.Reader, reply, out var lookup) || lookup != Lookup.Found) return;
        var key = call.Key;
        if (option.HasTime && deadline <= call.Now && keys.DropsPast(key)) keys.RemoveExpired(key);
        else if (option.HasTime) SetExpiry(keys, key, Expiry.At(deadline), "expire"u8);
        else if (option.Kind == ExpiryKind.Persist && keys.TryGetExpiry(key, out var present) && present != -1)
            SetExpiry(keys, key, Expiry.None, "persist"u8);
    }

    static void SetExpiry(in Keyspace keys, in Key key, Expiry expiry, ReadOnlySpan<byte> eventName)
    {
        keys.SetExpiry(key, expiry);
        keys.Notify(KeyspaceEvents.Generic, eventName, key);
    }
}
