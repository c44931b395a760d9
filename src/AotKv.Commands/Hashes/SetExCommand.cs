using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Commands.Strings;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.Hashes;

namespace AotKv.Commands.Hashes;

/// <summary>Sets fields together with their expiry.</summary>
static class SetExCommand
{
    [Command("HSETEX", Arity = -6, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Acl = AclCategories.Hash, Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Insert, Group = "hash",
        Since = "9.0.0", Complexity = "O(N), N being the number of fields.",
        Syntax = "HSETEX key [NX|XX] [FNX|FXX] [EX seconds|PX milliseconds|EXAT unix-time-seconds|"
            + "PXAT unix-time-milliseconds|KEEPTTL] FIELDS numfields field value [field value ...]",
        Summary = "Sets fields and when they expire, on conditions: all of them or none.")]
    internal static void HSetEx(in Call call, in Keyspace keys, ref Reply reply)
    {
        var word = FieldList.FindWord(call, from: 1);
        var options = default(SetExOptions);
        if (word != 0 && !SetExOptions.TryRead(call, word, reply, out options)) return;
        if (!FieldList.TryRead(call, word, width: 2, reply, out var list)) return;
        var lookup = keys.Find<HashValue>(call.Key, out var hash);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        if (!options.AllowKey(lookup == Lookup.Found))
        {
            reply.Integer(0);
            return;
        }
        if (!options.Expiry.TryReadDeadline(
            call, reply, "ERR invalid expire time in 'hsetex' command"u8, out var deadline, timeMin: 0)) return;
        if (!AllowFields(call, list, options, lookup, hash))
        {
            reply.Integer(0);
            return;
        }
        var isPast = options.Expiry.HasTime && deadline <= call.Now;
        if (isPast && keys.DropsPast(call.Key)) DeleteAll(call, keys, list, lookup, hash);
        else SetAll(call, keys, reply, list, options.Expiry, deadline);
        reply.Integer(1);
    }

    static bool AllowFields(in Call call, FieldList list, SetExOptions options, Lookup lookup, in HashValue hash)
    {
        if (!options.HasFieldCondition) return true;
        for (var i = list.First; i < call.Count; i += 2)
            if (!options.AllowField(lookup == Lookup.Found && hash.Contains(call[i], call.Now))) return false;
        return true;
    }

    /// <summary>
    /// A time that has passed: the fields are as good as set and expired at once. As in Valkey, also those that were
    /// not there count as expired, and a hash that was not there is made and deleted for those who watch events.
    /// </summary>
    static void DeleteAll(in Call call, in Keyspace keys, FieldList list, Lookup lookup, in HashValue hash)
    {
        keys.CountExpiredFields(call.Key, list.Count);
        var isMissing = lookup == Lookup.Missing;
        if (isMissing) keys.Notify(KeyspaceEvents.New, "new"u8, call.Key);
        var removed = 0;
        for (var i = list.First; i < call.Count && !isMissing; i += 2)
            if (hash.RemoveAny(call[i])) removed++;
        keys.Notify(KeyspaceEvents.Hash, "hset"u8, call.Key);
        keys.Notify(KeyspaceEvents.Hash, "hexpire"u8, call.Key);
        keys.Notify(KeyspaceEvents.Hash, "hexpired"u8, call.Key);
        if (isMissing) keys.Notify(KeyspaceEvents.Generic, "del"u8, call.Key);
        else if (removed > 0) keys.Changed(call.Key, hash, removed);
    }

    static void SetAll(
        in Call call, in Keyspace keys, in Reply reply, FieldList list, ExpiryOption expiry, long deadline)
    {
        if (!HashWriter.TryOpen(call, keys, reply, out var writer)) return;
        if (!expiry.HasTime) deadline = HashValue.NoDeadline;
        for (var i = list.First; i < call.Count; i += 2)
        {
            if (expiry.Kind == ExpiryKind.Keep) writer.SetKeepingDeadline(call[i], call[i + 1]);
            else writer.Set(call[i], call[i + 1], deadline);
        }
        writer.End("hset"u8, list.Count);
        if (expiry.HasTime) keys.Notify(KeyspaceEvents.Hash, "hexpire"u8, call.Key);
    }
}
