using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.Hashes;

namespace AotKv.Commands.Hashes;

/// <summary>Commands that set when fields of a hash expire, or that they do not.</summary>
static class ExpireCommands
{
    const KeyFlags Changed = KeyFlags.RW | KeyFlags.Update;
    const CommandFlags Writes = CommandFlags.Write | CommandFlags.Fast;
    const long MillisecondsPerSecond = 1000;

    const long NoField = -2;
    const long NotMet = 0;
    const long Set = 1;
    const long Deleted = 2;

    [Command("HEXPIRE", Arity = -6, Flags = Writes, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = Changed, Group = "hash", Since = "9.0.0", Complexity = "O(N), N being the number of fields.",
        Syntax = "HEXPIRE key seconds [NX|XX|GT|LT] FIELDS numfields field [field ...]",
        Summary = "Lets fields expire after some seconds.")]
    internal static void HExpire(in Call call, in Keyspace keys, ref Reply reply) => SetDeadlines(
        call, keys, reply, from: call.Now, MillisecondsPerSecond, "ERR invalid expire time in 'hexpire' command"u8);

    [Command("HPEXPIRE", Arity = -6, Flags = Writes, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = Changed, Group = "hash", Since = "9.0.0", Complexity = "O(N), N being the number of fields.",
        Syntax = "HPEXPIRE key milliseconds [NX|XX|GT|LT] FIELDS numfields field [field ...]",
        Summary = "Lets fields expire after some milliseconds.")]
    internal static void HPExpire(in Call call, in Keyspace keys, ref Reply reply) => SetDeadlines(
        call, keys, reply, from: call.Now, unit: 1, "ERR invalid expire time in 'hpexpire' command"u8);

    [Command("HEXPIREAT", Arity = -6, Flags = Writes, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = Changed, Group = "hash", Since = "9.0.0", Complexity = "O(N), N being the number of fields.",
        Syntax = "HEXPIREAT key unix-time-seconds [NX|XX|GT|LT] FIELDS numfields field [field ...]",
        Summary = "Lets fields expire at a time given in seconds.")]
    internal static void HExpireAt(in Call call, in Keyspace keys, ref Reply reply) => SetDeadlines(
        call, keys, reply, from: 0, MillisecondsPerSecond, "ERR invalid expire time in 'hexpireat' command"u8);

    [Command("HPEXPIREAT", Arity = -6, Flags = Writes, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = Changed, Group = "hash", Since = "9.0.0", Complexity = "O(N), N being the number of fields.",
        Syntax = "HPEXPIREAT key unix-time-milliseconds [NX|XX|GT|LT] FIELDS numfields field [field ...]",
        Summary = "Lets fields expire at a time given in milliseconds.")]
    internal static void HPExpireAt(in Call call, in Keyspace keys, ref Reply reply) => SetDeadlines(
        call, keys, reply, from: 0, unit: 1, "ERR invalid expire time in 'hpexpireat' command"u8);

    [Command("HPERSIST", Arity = -5, Flags = Writes, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = Changed, Group = "hash", Since = "9.0.0", Complexity = "O(N), N being the number of fields.",
        Syntax = "HPERSIST key FIELDS numfields field [field ...]", Summary = "Takes the expiry of fields away.")]
    internal static void HPersist(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!FieldList.TryRead(call, word: 2, width: 1, reply, out var list)) return;
        var lookup = keys.Find<HashValue>(call.Key, out var hash);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        reply.Array(list.Count);
        var changes = 0;
        for (var i = list.First; i < call.Count; i++)
        {
            var found = lookup == Lookup.Found;
            var deadline = HashValue.NoDeadline;
            if (found) found = hash.TryGetDeadline(call[i], call.Now, out deadline);
            var persisted = deadline != HashValue.NoDeadline;
            if (persisted)
            {
                hash.SetDeadline(call[i], HashValue.NoDeadline);
                changes++;
            }
            reply.Integer(!found ? NoField : persisted ? Set : -1);
        }
        if (changes == 0) return;
        keys.Notify(KeyspaceEvents.Hash, "hpersist"u8, call.Key);
        keys.Changed(call.Key, hash, changes);
    }

    /// <summary>
    /// All of the family: the deadline is the third argument times <paramref name="unit"/> after
    /// <paramref name="from"/>. A field whose deadline is not in the future is deleted at once.
    /// </summary>
    static void SetDeadlines(
        in Call call, in Keyspace keys, in Reply reply, long from, long unit, ReadOnlySpan<byte> invalidTime)
    {
        var word = FieldList.FindWord(call, from: 3);
        var conditions = default(ExpireConditions);
        if (word != 0 && !ExpireConditions.TryRead(call, word, reply, out conditions)) return;
        if (!FieldList.TryRead(call, word, width: 1, reply, out var list)) return;
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var time)) return;
        if (time < 0 || time > long.MaxValue / unit || time * unit > long.MaxValue - from)
        {
            reply.Error(invalidTime);
            return;
        }
        var deadline = time * unit + from;
        var lookup = keys.Find<HashValue>(call.Key, out var hash);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        reply.Array(list.Count);
        long set = 0, deleted = 0;
        var isDropped = deadline <= call.Now && keys.DropsPast(call.Key);
        for (var i = list.First; i < call.Count; i++)
        {
            var outcome = lookup == Lookup.Found
                ? SetDeadline(hash, call[i], deadline, conditions, call.Now, isDropped)
                : NoField;
            if (outcome == Set) set++;
            if (outcome == Deleted) deleted++;
            reply.Integer(outcome);
        }
        if (deleted > 0) keys.CountExpiredFields(call.Key, deleted);
        if (set + deleted == 0) return;
        keys.Notify(KeyspaceEvents.Hash, deleted > 0 ? "hexpired"u8 : "hexpire"u8, call.Key);
        keys.Changed(call.Key, hash, set + deleted);
    }

    static long SetDeadline(
        in HashValue hash, ReadOnlySpan<byte> field, long deadline, ExpireConditions conditions, long now,
        bool isDropped)
    {
        if (!hash.TryGetDeadline(field, now, out var current)) return NoField;
        if (!conditions.Allow(deadline, current)) return NotMet;
        if (isDropped)
        {
            hash.Remove(field, now);
            return Deleted;
        }
        hash.SetDeadline(field, deadline);
        return Set;
    }
}
