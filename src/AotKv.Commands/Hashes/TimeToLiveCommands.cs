using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Hashes;

namespace AotKv.Commands.Hashes;

/// <summary>Commands that say when fields expire: -1 for one that does not, -2 where there is none.</summary>
static class TimeToLiveCommands
{
    const long NoField = -2;
    const KeyFlags Read = KeyFlags.RO | KeyFlags.Access;
    const CommandFlags Reads = CommandFlags.ReadOnly | CommandFlags.Fast;

    [Command("HTTL", Arity = -5, Flags = Reads, Acl = AclCategories.Hash, Keys = Touches.First, KeyFlags = Read,
        Group = "hash", Since = "9.0.0", Complexity = "O(N), N being the number of fields.",
        Syntax = "HTTL key FIELDS numfields field [field ...]", Summary = "The seconds that fields have to live.")]
    internal static void HTtl(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, from: call.Now, inSeconds: true);

    [Command("HPTTL", Arity = -5, Flags = Reads, Acl = AclCategories.Hash, Keys = Touches.First, KeyFlags = Read,
        Group = "hash", Since = "9.0.0", Complexity = "O(N), N being the number of fields.",
        Syntax = "HPTTL key FIELDS numfields field [field ...]",
        Summary = "The milliseconds that fields have to live.")]
    internal static void HPTtl(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, from: call.Now, inSeconds: false);

    [Command("HEXPIRETIME", Arity = -5, Flags = Reads, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = Read, Group = "hash", Since = "9.0.0", Complexity = "O(N), N being the number of fields.",
        Syntax = "HEXPIRETIME key FIELDS numfields field [field ...]",
        Summary = "The Unix time in seconds at which fields expire.")]
    internal static void HExpireTime(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, from: 0, inSeconds: true);

    [Command("HPEXPIRETIME", Arity = -5, Flags = Reads, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = Read, Group = "hash", Since = "9.0.0", Complexity = "O(N), N being the number of fields.",
        Syntax = "HPEXPIRETIME key FIELDS numfields field [field ...]",
        Summary = "The Unix time in milliseconds at which fields expire.")]
    internal static void HPExpireTime(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, from: 0, inSeconds: false);

    static void Answer(in Call call, in KeyspaceReader keys, in Reply reply, long from, bool inSeconds)
    {
        if (!FieldList.TryRead(call, word: 2, width: 1, CommandError.Syntax, reply, out var list)) return;
        var lookup = keys.Find<HashValue>(call.Key, out var hash);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        reply.Array(list.Count);
        for (var i = list.First; i < call.Count; i++)
        {
            var deadline = HashValue.NoDeadline;
            if (lookup == Lookup.Missing || !hash.TryGetDeadline(call[i], call.Now, out deadline))
                reply.Integer(NoField);
            else if (deadline == HashValue.NoDeadline) reply.Integer(HashValue.NoDeadline);
            else reply.Integer(Answered(Math.Max(0, deadline - from), inSeconds));
        }
    }

    /// <summary>Rounded to the nearest second, as Valkey does: a fresh HEXPIRE of 10 seconds answers 10.</summary>
    static long Answered(long milliseconds, bool inSeconds) =>
        inSeconds ? unchecked(milliseconds + 500) / 1000 : milliseconds;
}
