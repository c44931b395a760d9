using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;

namespace AotKv.Commands.Keys;

/// <summary>Commands on keys of any type: whether they are there, what they are, and their end.</summary>
static class KeyCommands
{
    /// <summary>The number of keys that were there and are deleted.</summary>
    [Command("DEL", Arity = -2, Flags = CommandFlags.Write, Acl = AclCategories.Keyspace,
        Keys = Touches.All, KeyFlags = KeyFlags.RM | KeyFlags.Delete, FanOut = Merge.Sum,
        Group = "generic", Since = "1.0.0", Complexity = "O(N), N being the number of keys.",
        Tips = "REQUEST_POLICY:MULTI_SHARD RESPONSE_POLICY:AGG_SUM", Syntax = "DEL key [key ...]",
        Summary = "Deletes keys.")]
    internal static void Del(in Call call, in Keyspace keys, ref Reply reply) => Delete(call, keys, reply);

    /// <summary>As DEL: long values are always freed later, in slices.</summary>
    [Command("UNLINK", Arity = -2, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Keys = Touches.All, KeyFlags = KeyFlags.RM | KeyFlags.Delete, FanOut = Merge.Sum,
        Group = "generic", Since = "4.0.0", Complexity = "O(1) for each key; memory is given back later.",
        Tips = "REQUEST_POLICY:MULTI_SHARD RESPONSE_POLICY:AGG_SUM", Syntax = "UNLINK key [key ...]",
        Summary = "Deletes keys, and gives their memory back later.")]
    internal static void Unlink(in Call call, in Keyspace keys, ref Reply reply) => Delete(call, keys, reply);

    static void Delete(in Call call, in Keyspace keys, in Reply reply)
    {
        var deleted = 0;
        var ahead = new KeysAhead(call, keys);
        while (ahead.TryNext(out var i))
        {
            if (!keys.Remove(ahead.At(i))) continue;
            keys.Notify(KeyspaceEvents.Generic, "del"u8, ahead.At(i));
            deleted++;
        }
        reply.Integer(deleted);
    }

    /// <summary>The number of keys that are there; a key named twice counts twice.</summary>
    [Command("EXISTS", Arity = -2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Keys = Touches.All, KeyFlags = KeyFlags.RO, FanOut = Merge.Sum,
        Group = "generic", Since = "1.0.0", Complexity = "O(N), N being the number of keys.",
        Tips = "REQUEST_POLICY:MULTI_SHARD RESPONSE_POLICY:AGG_SUM", Syntax = "EXISTS key [key ...]",
        Summary = "Counts how many of the keys exist.")]
    internal static void Exists(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var found = 0;
        var ahead = keys.Ahead(call);
        while (ahead.TryNext(out var i))
            if (keys.TryFindUntouched(ahead.At(i), out _)) found++;
        reply.Integer(found);
    }

    /// <summary>As EXISTS, but the keys then count as used, whatever CLIENT NO-TOUCH says.</summary>
    [Command("TOUCH", Arity = -2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Keys = Touches.All, KeyFlags = KeyFlags.RO, FanOut = Merge.Sum,
        Group = "generic", Since = "3.2.1", Complexity = "O(N), N being the number of keys.",
        Tips = "REQUEST_POLICY:MULTI_SHARD RESPONSE_POLICY:AGG_SUM", Syntax = "TOUCH key [key ...]",
        Summary = "Counts how many of the keys exist, and marks those as just used.")]
    internal static void Touch(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var found = 0;
        var ahead = keys.Ahead(call);
        while (ahead.TryNext(out var i))
            if (keys.TryTouch(ahead.At(i))) found++;
        reply.Integer(found);
    }

    [Command("TYPE", Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Keys = Touches.First, KeyFlags = KeyFlags.RO, Group = "generic", Since = "1.0.0", Complexity = "O(1)",
        Syntax = "TYPE key", Summary = "Names the type of the value at a key.")]
    internal static void Type(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        reply.Simple(keys.TryFindUntouched(call.Key, out var type) ? TypeName.Of(type) : "none"u8);

    [Command("WATCH", Arity = -2,
        Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast |
            CommandFlags.NoMulti | CommandFlags.AllowBusy,
        Acl = AclCategories.Transaction, Keys = Touches.All, KeyFlags = KeyFlags.RO, FanOut = Merge.Ok,
        Group = "transactions", Since = "2.2.0", Complexity = "O(1) for each key.", Syntax = "WATCH key [key ...]",
        Summary = "Makes the next EXEC depend on the keys not having changed.")]
    internal static void Watch(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        for (var i = 1; i < call.Count; i++) keys.Watch(call.KeyAt(i), call.Context.Watch!);
        reply.Ok();
    }
}
