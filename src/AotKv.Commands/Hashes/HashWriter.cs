using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.PubSub;
using AotKv.Values.Hashes;

namespace AotKv.Commands.Hashes;

/// <summary>
/// A hash that a command is changing, and what it has done to it. Lives on the stack; <see cref="End"/> must be the
/// last word.
/// </summary>
ref struct HashWriter
{
    readonly Keyspace keys;
    readonly Key key;
    readonly long now;
    long expired;

    HashWriter(Keyspace keys, in Call call, HashValue hash)
    {
        this.keys = keys;
        key = call.Key;
        now = call.Now;
        Hash = hash;
    }

    public HashValue Hash { get; }

    /// <summary>The hash at the command's key, a new one where there was none; false where it is no hash.</summary>
    public static bool TryOpen(in Call call, in Keyspace keys, in Reply reply, out HashWriter writer)
    {
        var lookup = keys.Find<HashValue>(call.Key, out var hash);
        writer = default;
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return false;
        }
        writer = new(keys, call, lookup == Lookup.Found ? hash : keys.Make<HashValue>(call.Key));
        return true;
    }

    /// <summary>Sets a field without a deadline; false where it was there.</summary>
    public bool Set(scoped ReadOnlySpan<byte> field, scoped ReadOnlySpan<byte> value) =>
        Note(Hash.Set(field, value, HashValue.NoDeadline, now));

    public bool Set(scoped ReadOnlySpan<byte> field, scoped ReadOnlySpan<byte> value, long deadline) =>
        Note(Hash.Set(field, value, deadline, now));

    public bool SetKeepingDeadline(scoped ReadOnlySpan<byte> field, scoped ReadOnlySpan<byte> value) =>
        Note(Hash.SetKeepingDeadline(field, value, now));

    /// <summary>
    /// Says that the hash has changed in so many fields, and publishes by what; before it, that fields had expired
    /// where some that were set had.
    /// </summary>
    public readonly void End(scoped ReadOnlySpan<byte> change, long changes)
    {
        if (expired > 0)
        {
            keys.CountExpiredFields(key, expired);
            keys.Notify(KeyspaceEvents.Hash, "hexpired"u8, key);
        }
        keys.Notify(KeyspaceEvents.Hash, change, key);
        keys.Changed(key, Hash, changes);
    }

    bool Note(FieldChange change)
    {
        if (change == FieldChange.ReplacedExpired) expired++;
        return change != FieldChange.Updated;
    }
}
