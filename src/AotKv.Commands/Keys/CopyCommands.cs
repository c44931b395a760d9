using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;

namespace AotKv.Commands.Keys;

/// <summary>Values copied to other keys, and keys that change their database.</summary>
static class CopyCommands
{
    /// <summary>Exclusive where the keys are on different shards.</summary>
    [Command("COPY", Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.Keyspace,
        Group = "generic", Since = "6.2.0", Complexity = "O(N), N being the size of the value.",
        Syntax = "COPY source destination [DB destination-db] [REPLACE]",
        Summary = "Gives a key a copy of another key's value, with its expiry.")]
    [KeySpec(1, KeyFlags.RO | KeyFlags.Access)]
    [KeySpec(2, KeyFlags.OW | KeyFlags.Update)]
    internal static void Copy(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!CopyOptions.TryRead(call, keys, reply, out var options)) return;
        if (options.Database == keys.Database && call[1].SequenceEqual(call[2]))
        {
            reply.Error(CommandError.SameObject);
            return;
        }
        var target = keys.InDatabase(options.Database);
        if (!keys.Reader.Exists(call.KeyAt(1)) || (target.Exists(call.KeyAt(2)) && !options.Replaces))
        {
            reply.Integer(0);
            return;
        }
        keys.Copy(call.KeyAt(1), target, call.KeyAt(2));
        target.Notify(KeyspaceEvents.Generic, "copy_to"u8, call.KeyAt(2));
        reply.Integer(1);
    }

    [Command("MOVE", Arity = 3, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Access | KeyFlags.Update, Group = "generic",
        Since = "1.0.0", Complexity = "O(1)", Syntax = "MOVE key db", Summary = "Moves a key to another database.")]
    internal static void Move(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!IntegerArgument.TryReadDatabase(call, position: 2, reply, keys.DatabaseCount, out var database)) return;
        if (database == keys.Database)
        {
            reply.Error(CommandError.SameObject);
            return;
        }
        var target = keys.InDatabase(database);
        if (!keys.Exists(call.Key) || target.Exists(call.Key))
        {
            reply.Integer(0);
            return;
        }
        keys.Move(call.Key, target);
        keys.Notify(KeyspaceEvents.Generic, "move_from"u8, call.Key);
        target.Notify(KeyspaceEvents.Generic, "move_to"u8, call.Key);
        reply.Integer(1);
    }

    [Command("SWAPDB", Arity = 3, Flags = CommandFlags.Write | CommandFlags.Fast,
        Acl = AclCategories.Keyspace | AclCategories.Dangerous, Group = "server", Since = "4.0.0",
        Complexity = "O(N), N being the number of watched keys.", Syntax = "SWAPDB index1 index2",
        Summary = "Exchanges all keys of two databases.")]
    internal static void SwapDatabases(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!IntegerArgument.TryReadInt(call, 1, reply, "ERR invalid first DB index"u8, out var one)) return;
        if (!IntegerArgument.TryReadInt(call, 2, reply, "ERR invalid second DB index"u8, out var other)) return;
        if (Math.Min(one, other) < 0 || Math.Max(one, other) >= keys.DatabaseCount)
        {
            reply.Error(CommandError.NoSuchDatabase);
            return;
        }
        keys.SwapDatabases(one, other);
        reply.Ok();
    }
}
