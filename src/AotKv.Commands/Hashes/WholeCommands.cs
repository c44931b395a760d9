using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Hashes;

namespace AotKv.Commands.Hashes;

/// <summary>Commands that answer with all fields of a hash, or all values.</summary>
static class WholeCommands
{
    [Command("HGETALL", Arity = 2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "hash", Since = "2.0.0",
        Tips = "NONDETERMINISTIC_OUTPUT_ORDER", Complexity = "O(N), N being the number of fields.",
        Syntax = "HGETALL key", Summary = "All fields with their values.")]
    internal static void HGetAll(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        switch (keys.Find<HashValue>(call.Key, out var hash))
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Missing:
                reply.Map(0);
                return;
        }
        reply.Map(hash.CountLive(call.Now));
        for (var fields = hash.Fields(call.Now); fields.MoveNext();)
        {
            FieldReply.Bulk(reply, fields.Field);
            FieldReply.Bulk(reply, fields.Value);
        }
    }

    [Command("HKEYS", Arity = 2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "hash", Since = "2.0.0",
        Tips = "NONDETERMINISTIC_OUTPUT_ORDER", Complexity = "O(N), N being the number of fields.",
        Syntax = "HKEYS key", Summary = "All fields.")]
    internal static void HKeys(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!TryBegin(call, keys, reply, out var hash)) return;
        for (var fields = hash.Fields(call.Now); fields.MoveNext();) FieldReply.Bulk(reply, fields.Field);
    }

    [Command("HVALS", Arity = 2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "hash", Since = "2.0.0",
        Tips = "NONDETERMINISTIC_OUTPUT_ORDER", Complexity = "O(N), N being the number of fields.",
        Syntax = "HVALS key", Summary = "The values of all fields.")]
    internal static void HVals(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!TryBegin(call, keys, reply, out var hash)) return;
        for (var fields = hash.Fields(call.Now); fields.MoveNext();) FieldReply.Bulk(reply, fields.Value);
    }

    /// <summary>Answers how many fields follow; without a hash, or with another type, all there is to answer.</summary>
    static bool TryBegin(in Call call, in KeyspaceReader keys, in Reply reply, out HashValue hash)
    {
        var lookup = keys.Find(call.Key, out hash);
        if (lookup == Lookup.WrongType) reply.Error(CommandError.WrongType);
        else reply.Array(lookup == Lookup.Found ? hash.CountLive(call.Now) : 0);
        return lookup == Lookup.Found;
    }
}
