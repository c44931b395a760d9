using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Hashes;

namespace AotKv.Commands.Hashes;

/// <summary>Commands that read some fields of a hash, or say how many there are.</summary>
static class ReadCommands
{
    [Command("HGET", Arity = 3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Hash,
        Keys = Touches.First, KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "hash", Since = "2.0.0",
        Complexity = "O(1)", Syntax = "HGET key field", Summary = "The value of a field.")]
    internal static void HGet(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var lookup = keys.Find<HashValue>(call.Key, out var hash);
        if (lookup == Lookup.WrongType) reply.Error(CommandError.WrongType);
        else FieldReply.Value(call, reply, lookup, hash, call[2]);
    }

    [Command("HMGET", Arity = -3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Hash,
        Keys = Touches.First, KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "hash", Since = "2.0.0",
        Complexity = "O(N), N being the number of fields asked for.", Syntax = "HMGET key field [field ...]",
        Summary = "The values of several fields.")]
    internal static void HMGet(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var lookup = keys.Find<HashValue>(call.Key, out var hash);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        reply.Array(call.Count - 2);
        for (var i = 2; i < call.Count; i++) FieldReply.Value(call, reply, lookup, hash, call[i]);
    }

    [Command("HLEN", Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Hash,
        Keys = Touches.First, KeyFlags = KeyFlags.RO, Group = "hash", Since = "2.0.0", Complexity = "O(1)",
        Syntax = "HLEN key", Summary = "The number of fields.")]
    internal static void HLen(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var lookup = keys.Find<HashValue>(call.Key, out var hash);
        if (lookup == Lookup.WrongType) reply.Error(CommandError.WrongType);
        else reply.Integer(lookup == Lookup.Found ? hash.Count : 0);
    }

    [Command("HSTRLEN", Arity = 3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Hash,
        Keys = Touches.First, KeyFlags = KeyFlags.RO, Group = "hash", Since = "3.2.0", Complexity = "O(1)",
        Syntax = "HSTRLEN key field", Summary = "The length of a field's value.")]
    internal static void HStrLen(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var lookup = keys.Find<HashValue>(call.Key, out var hash);
        if (lookup == Lookup.WrongType) reply.Error(CommandError.WrongType);
        else if (lookup == Lookup.Found && hash.TryGet(call[2], call.Now, out var value)) reply.Integer(value.Length);
        else reply.Integer(0);
    }

    [Command("HEXISTS", Arity = 3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Hash,
        Keys = Touches.First, KeyFlags = KeyFlags.RO, Group = "hash", Since = "2.0.0", Complexity = "O(1)",
        Syntax = "HEXISTS key field", Summary = "Whether a field is there.")]
    internal static void HExists(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var lookup = keys.Find<HashValue>(call.Key, out var hash);
        if (lookup == Lookup.WrongType) reply.Error(CommandError.WrongType);
        else reply.Integer(lookup == Lookup.Found && hash.Contains(call[2], call.Now) ? 1 : 0);
    }
}
