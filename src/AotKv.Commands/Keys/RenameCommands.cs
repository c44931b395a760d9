using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;

namespace AotKv.Commands.Keys;

/// <summary>A value moves to another key, with its expiry. Exclusive where the keys are on different shards.</summary>
static class RenameCommands
{
    [Command("RENAME", Arity = 3, Flags = CommandFlags.Write, Acl = AclCategories.Keyspace,
        Group = "generic", Since = "1.0.0", Complexity = "O(1)",
        Syntax = "RENAME key newkey", Summary = "Gives a key another name, whatever had that name before.")]
    [KeySpec(1, KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete)]
    [KeySpec(2, KeyFlags.OW | KeyFlags.Update)]
    internal static void Rename(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!keys.Exists(call.KeyAt(1)))
        {
            reply.Error(CommandError.NoSuchKey);
            return;
        }
        if (!call[1].SequenceEqual(call[2])) RenameKey(call, keys);
        reply.Ok();
    }

    [Command("RENAMENX", Arity = 3, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Group = "generic", Since = "1.0.0", Complexity = "O(1)", Syntax = "RENAMENX key newkey",
        Summary = "Gives a key another name, unless there is a key of that name.")]
    [KeySpec(1, KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete)]
    [KeySpec(2, KeyFlags.OW | KeyFlags.Insert)]
    internal static void RenameIfNew(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!keys.Exists(call.KeyAt(1)))
        {
            reply.Error(CommandError.NoSuchKey);
            return;
        }
        // This also holds where both names are the same.
        if (keys.Exists(call.KeyAt(2)))
        {
            reply.Integer(0);
            return;
        }
        RenameKey(call, keys);
        reply.Integer(1);
    }

    static void RenameKey(in Call call, in Keyspace keys)
    {
        keys.Rename(call.KeyAt(1), call.KeyAt(2));
        keys.Notify(KeyspaceEvents.Generic, "rename_from"u8, call.KeyAt(1));
        keys.Notify(KeyspaceEvents.Generic, "rename_to"u8, call.KeyAt(2));
    }
}
