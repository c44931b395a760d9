using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;

namespace AotKv.Commands.Keys;

/// <summary>Commands that set when a key expires, or that it does not.</summary>
static class ExpireCommands
{
    const KeyFlags Changed = KeyFlags.RW | KeyFlags.Update;
    const long MillisecondsPerSecond = 1000;

    [Command("EXPIRE", Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Keys = Touches.First, KeyFlags = Changed, Group = "generic", Since = "1.0.0", Complexity = "O(1)",
        Syntax = "EXPIRE key seconds [NX|XX|GT|LT]", Summary = "Lets a key expire after some seconds.")]
    internal static void Expire(in Call call, in Keyspace keys, ref Reply reply) => SetDeadline(
        call, keys, reply, from: call.Now, MillisecondsPerSecond, "ERR invalid expire time in 'expire' command"u8);

    [Command("PEXPIRE", Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Keys = Touches.First, KeyFlags = Changed, Group = "generic", Since = "2.6.0", Complexity = "O(1)",
        Syntax = "PEXPIRE key milliseconds [NX|XX|GT|LT]", Summary = "Lets a key expire after some milliseconds.")]
    internal static void PExpire(in Call call, in Keyspace keys, ref Reply reply) => SetDeadline(
        call, keys, reply, from: call.Now, unit: 1, "ERR invalid expire time in 'pexpire' command"u8);

    [Command("EXPIREAT", Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Keys = Touches.First, KeyFlags = Changed, Group = "generic", Since = "1.2.0", Complexity = "O(1)",
        Syntax = "EXPIREAT key unix-time-seconds [NX|XX|GT|LT]",
        Summary = "Lets a key expire at a time given in seconds.")]
    internal static void ExpireAt(in Call call, in Keyspace keys, ref Reply reply) => SetDeadline(
        call, keys, reply, from: 0, MillisecondsPerSecond, "ERR invalid expire time in 'expireat' command"u8);

    [Command("PEXPIREAT", Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Keys = Touches.First, KeyFlags = Changed, Group = "generic", Since = "2.6.0", Complexity = "O(1)",
        Syntax = "PEXPIREAT key unix-time-milliseconds [NX|XX|GT|LT]",
        Summary = "Lets a key expire at a time given in milliseconds.")]
    internal static void PExpireAt(in Call call, in Keyspace keys, ref Reply reply) => SetDeadline(
        call, keys, reply, from: 0, unit: 1, "ERR invalid expire time in 'pexpireat' command"u8);

    [Command("PERSIST", Arity = 2, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Keys = Touches.First, KeyFlags = Changed, Group = "generic", Since = "2.2.0", Complexity = "O(1)",
        Syntax = "PERSIST key", Summary = "Takes a key's expiry away.")]
    internal static void Persist(in Call call, in Keyspace keys, ref Reply reply)
    {
        var key = call.Key;
        if (!keys.TryGetExpiry(key, out var expiresAt) || expiresAt == -1)
        {
            reply.Integer(0);
            return;
        }
        keys.SetExpiry(key, Expiry.None);
        keys.Notify(KeyspaceEvents.Generic, "persist"u8, key);
        reply.Integer(1);
    }

    /// <summary>
    /// All of the family: the deadline is the third argument times <paramref name="unit"/> after
    /// <paramref name="from"/>. A key whose deadline is not in the future is deleted at once.
    /// </summary>
    static void SetDeadline(
        in Call call, in Keyspace keys, in Reply reply, long from, long unit, ReadOnlySpan<byte> invalidTime)
    {
        if (!ExpireConditions.TryRead(call, call.Count, reply, out var conditions)) return;
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var time)) return;
        if (time > long.MaxValue / unit || time < long.MinValue / unit || time * unit > long.MaxValue - from)
        {
            reply.Error(invalidTime);
            return;
        }
        var deadline = Math.Max(0, time * unit + from);
        var key = call.Key;
        if (!keys.TryGetExpiry(key, out var current) || !conditions.Allow(deadline, current))
        {
            reply.Integer(0);
            return;
        }
        if (deadline <= call.Now && keys.DropsPast(key)) keys.RemoveExpired(key);
        else
        {
            keys.SetExpiry(key, Expiry.At(deadline));
            keys.Notify(KeyspaceEvents.Generic, "expire"u8, key);
        }
        reply.Integer(1);
    }
}
