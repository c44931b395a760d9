using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.Hashes;

namespace AotKv.Commands.Hashes;

/// <summary>Commands that set and delete fields. A field that is set anew loses its expiry.</summary>
static class WriteCommands
{
    const CommandFlags Writes = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast;

    [Command("HSET", Arity = -4, Flags = Writes, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = KeyFlags.RW | KeyFlags.Update, Group = "hash", Since = "2.0.0",
        Complexity = "O(N), N being the number of fields.", Syntax = "HSET key field value [field value ...]",
        Summary = "Sets fields and says how many of them are new.")]
    internal static void HSet(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (TrySetAll(call, keys, reply, "ERR wrong number of arguments for 'hset' command"u8, out var added))
            reply.Integer(added);
    }

    [Command("HMSET", Arity = -4, Flags = Writes, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = KeyFlags.RW | KeyFlags.Update, Group = "hash", Since = "2.0.0",
        Complexity = "O(N), N being the number of fields.", Syntax = "HMSET key field value [field value ...]",
        Summary = "Sets fields.")]
    internal static void HMSet(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (TrySetAll(call, keys, reply, "ERR wrong number of arguments for 'hmset' command"u8, out _)) reply.Ok();
    }

    [Command("HSETNX", Arity = 4, Flags = Writes, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = KeyFlags.RW | KeyFlags.Insert, Group = "hash", Since = "2.0.0", Complexity = "O(1)",
        Syntax = "HSETNX key field value", Summary = "Sets a field that is not there.")]
    internal static void HSetNX(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!HashWriter.TryOpen(call, keys, reply, out var writer)) return;
        if (writer.Hash.Contains(call[2], call.Now))
        {
            reply.Integer(0);
            return;
        }
        writer.Set(call[2], call[3]);
        writer.End("hset"u8, changes: 1);
        reply.Integer(1);
    }

    [Command("HDEL", Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Hash,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Delete, Group = "hash", Since = "2.0.0",
        Complexity = "O(N), N being the number of fields.", Syntax = "HDEL key field [field ...]",
        Summary = "Deletes fields, and the hash with its last one.")]
    internal static void HDel(in Call call, in Keyspace keys, ref Reply reply)
    {
        var key = call.Key;
        switch (keys.Find<HashValue>(key, out var hash))
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Missing:
                reply.Integer(0);
                return;
        }
        var removed = 0;
        for (var i = 2; i < call.Count; i++)
            if (hash.Remove(call[i], call.Now)) removed++;
        if (removed > 0) Removed(keys, key, hash, removed);
        reply.Integer(removed);
    }

    [Command("HGETDEL", Arity = -5, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Hash,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete, Group = "hash",
        Since = "9.1.0", Complexity = "O(N), N being the number of fields.",
        Syntax = "HGETDEL key FIELDS numfields field [field ...]",
        Summary = "The values of fields, which are deleted.")]
    internal static void HGetDel(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!FieldList.TryRead(call, word: 2, width: 1, reply, out var list)) return;
        var key = call.Key;
        var lookup = keys.Find<HashValue>(key, out var hash);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        reply.Array(list.Count);
        var removed = 0;
        for (var i = list.First; i < call.Count; i++)
        {
            FieldReply.Value(call, reply, lookup, hash, call[i]);
            if (lookup == Lookup.Found && hash.Remove(call[i], call.Now)) removed++;
        }
        if (removed > 0) Removed(keys, key, hash, removed);
    }

    static void Removed(in Keyspace keys, in Key key, in HashValue hash, int fields)
    {
        keys.Notify(KeyspaceEvents.Hash, "hdel"u8, key);
        keys.Changed(key, hash, fields);
    }

    static bool TrySetAll(
        in Call call, in Keyspace keys, in Reply reply, ReadOnlySpan<byte> wrongArity, out long added)
    {
        added = 0;
        if (call.Count % 2 == 1)
        {
            reply.Error(wrongArity);
            return false;
        }
        if (!HashWriter.TryOpen(call, keys, reply, out var writer)) return false;
        MakeRoom(call, writer.Hash);
        for (var i = 2; i < call.Count; i += 2)
            if (writer.Set(call[i], call[i + 1])) added++;
        writer.End("hset"u8, (call.Count - 2) / 2);
        return true;
    }

    /// <summary>A listpack that could not hold all that comes becomes a table before it is filled.</summary>
    static void MakeRoom(in Call call, in HashValue hash)
    {
        if (!hash.IsListPack || call.Count == 4) return;
        long longest = 0, bytes = 0;
        for (var i = 2; i < call.Count; i++)
        {
            var length = call[i].Length;
            longest = Math.Max(longest, length);
            bytes += length;
        }
        hash.MakeRoom((call.Count - 2) / 2, longest, bytes);
    }
}
