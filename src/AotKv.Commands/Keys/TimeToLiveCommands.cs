using AotKv.Engine;
using AotKv.Engine.Catalog;

namespace AotKv.Commands.Keys;

/// <summary>Commands that say when a key expires: -1 for one that does not, -2 where there is no key.</summary>
static class TimeToLiveCommands
{
    const long NoExpiry = -1;
    const long NoKey = -2;

    [Command("TTL", Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Keys = Touches.First, Group = "generic", Since = "1.0.0", Complexity = "O(1)",
        Tips = "NONDETERMINISTIC_OUTPUT", Syntax = "TTL key", Summary = "The seconds a key has to live.")]
    internal static void Ttl(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        reply.Integer(InSeconds(Remaining(call, keys)));

    [Command("PTTL", Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Keys = Touches.First, Group = "generic", Since = "2.6.0", Complexity = "O(1)",
        Tips = "NONDETERMINISTIC_OUTPUT", Syntax = "PTTL key", Summary = "The milliseconds a key has to live.")]
    internal static void PTtl(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        reply.Integer(Remaining(call, keys));

    [Command("EXPIRETIME", Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        Keys = Touches.First, Group = "generic", Since = "7.0.0", Complexity = "O(1)", Syntax = "EXPIRETIME key",
        Summary = "The Unix time in seconds at which a key expires.")]
    internal static void ExpireTime(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        reply.Integer(InSeconds(Deadline(call, keys)));

    [Command("PEXPIRETIME", Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Acl = AclCategories.Keyspace, Keys = Touches.First, Group = "generic", Since = "7.0.0", Complexity = "O(1)",
        Syntax = "PEXPIRETIME key", Summary = "The Unix time in milliseconds at which a key expires.")]
    internal static void PExpireTime(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        reply.Integer(Deadline(call, keys));

    static long Deadline(in Call call, in KeyspaceReader keys) =>
        keys.TryGetExpiry(call.Key, out var expiresAt) ? expiresAt : NoKey;

    static long Remaining(in Call call, in KeyspaceReader keys)
    {
        var deadline = Deadline(call, keys);
        return deadline is NoExpiry or NoKey ? deadline : Math.Max(0, deadline - call.Now);
    }

    /// <summary>Rounded to the nearest second, as Valkey does: a fresh EXPIRE of 10 seconds answers 10.</summary>
    static long InSeconds(long milliseconds) => milliseconds < 0 ? milliseconds : (milliseconds + 500) / 1000;
}
