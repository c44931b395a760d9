using AotKv.Commands.Keys;
using AotKv.Commands.Strings;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.Hashes;

namespace AotKv.Commands.Hashes;

/// <summary>Reads fields and changes when they expire.</summary>
static class GetExCommand
{
    [Command("HGETEX", Arity = -5, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Hash,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Access, Group = "hash", Since = "9.0.0",
        Complexity = "O(N), N being the number of fields.",
        Syntax = "HGETEX key [EX seconds|PX milliseconds|EXAT unix-time-seconds|PXAT unix-time-milliseconds|PERSIST] "
            + "FIELDS numfields field [field ...]",
        Summary = "The values of fields, whose expiry is set or taken away.")]
    internal static void HGetEx(in Call call, in Keyspace keys, ref Reply reply)
    {
        var word = FieldList.FindWord(call, from: 1);
        var option = default(ExpiryOption);
        for (var i = 2; i < word; i++)
        {
            if (option.TryTake(call, ref i, timeless: ExpiryKind.Persist) && i < word) continue;
            reply.Error(CommandError.Syntax);
            return;
        }
        if (!FieldList.TryRead(call, word, width: 1, reply, out var list)) return;
        var lookup = keys.Reader.Find<HashValue>(call.Key, out var hash);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        if (!option.TryReadDeadline(
            call, reply, "ERR invalid expire time in 'hgetex' command"u8, out var deadline, timeMin: 0)) return;
        var deletes = option.HasTime && deadline <= call.Now && keys.DropsPast(call.Key);
        reply.Array(list.Count);
        var changes = 0;
        for (var i = list.First; i < call.Count; i++)
        {
            FieldReply.Value(call, reply, lookup, hash, call[i]);
            if (lookup == Lookup.Missing) continue;
            var changed = deletes ? hash.Remove(call[i], call.Now) : Change(hash, call[i], option, deadline, call.Now);
            if (changed) changes++;
        }
        if (deletes) keys.CountExpiredFields(call.Key, changes);
        if (changes == 0) return;
        keys.Notify(KeyspaceEvents.Hash, deletes ? "hexpired"u8 : EventOf(option.Kind), call.Key);
        keys.Changed(call.Key, hash, changes);
    }

    static ReadOnlySpan<byte> EventOf(ExpiryKind kind) =>
        kind == ExpiryKind.Persist ? "hpersist"u8 : "hexpire"u8;

    static bool Change(in HashValue hash, ReadOnlySpan<byte> field, ExpiryOption option, long deadline, long now)
    {
        if (option.Kind == ExpiryKind.None || !hash.TryGetDeadline(field, now, out var present)) return false;
        if (option.Kind == ExpiryKind.Persist)
        {
            if (present == HashValue.NoDeadline) return false;
            deadline = HashValue.NoDeadline;
        }
        hash.SetDeadline(field, deadline);
        return true;
    }
}
