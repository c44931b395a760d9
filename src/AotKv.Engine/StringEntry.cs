using AotKv.Engine.PubSub;
using AotKv.Engine.Shards;
using AotKv.Values;

namespace AotKv.Engine;

/// <summary>
/// A key that was looked up once, to read its string and then write it. Lives on the stack of the command that runs.
/// Every write makes earlier views of the value stale.
/// </summary>
public ref struct StringEntry
{
    readonly Keyspace keys;
    readonly Key key;
    readonly Shard owner;
    readonly KeyStore store;
    Record record;

    internal StringEntry(scoped in Keyspace keys, scoped in Key key, Shard owner, KeyStore store, Record record)
    {
        this.keys = keys;
        this.key = key;
        this.owner = owner;
        this.store = store;
        this.record = record;
    }

    public readonly Lookup Lookup =>
        record.IsNone ? Lookup.Missing : record.Type == RecordType.String ? Lookup.Found : Lookup.WrongType;

    /// <summary>The string, where there is one.</summary>
    public readonly StringView Value => record.String;

    /// <summary>The length of the string in bytes, 0 where there is none.</summary>
    public readonly int Length => Lookup == Lookup.Found ? record.String.Length : 0;

    /// <summary>Stores a number; the key keeps its expiry.</summary>
    public void SetInteger(long value)
    {
        var isNew = record.IsNone;
        if (isNew || !store.TryChangeInteger(record, value))
            record = store.SetInteger(key.Hash, record, key.Bytes, value, Deadline);
        if (isNew) Made();
        keys.Changed(key, owner);
    }

    /// <summary>Stores bytes that are never held as a number; the key keeps its expiry.</summary>
    public void SetText(scoped ReadOnlySpan<byte> value)
    {
        var isNew = record.IsNone;
        record = store.SetText(key.Hash, record, key.Bytes, value, Deadline);
        if (isNew) Made();
        keys.Changed(key, owner);
    }

    /// <summary>
    /// The string's bytes, made <paramref name="length"/> long, to write into: what is new is zero. A missing key is
    /// made. <see cref="Changed"/> must follow where bytes or length are then others than before.
    /// </summary>
    public Span<byte> Writable(int length)
    {
        if (record.IsNone)
        {
            record = store.SetString(key.Hash, record, key.Bytes, default, KeyStore.NoExpiry);
            Made();
        }
        return store.Writable(key.Hash, ref record, length);
    }

    /// <summary>
    /// Makes the key a string without an expiry, whatever it was, all of which is written now. A string that was no
    /// longer keeps its bytes until then: it may be what the new ones are made of. <see cref="Changed"/> must follow.
    /// </summary>
    public Span<byte> Overwrite(int length)
    {
        if (Lookup == Lookup.Found && Length <= length)
        {
            store.ClearExpiry(key.Hash, ref record);
            return store.Writable(key.Hash, ref record, length);
        }
        var isNew = record.IsNone;
        record = store.SetString(key.Hash, record, key.Bytes, default, KeyStore.NoExpiry);
        if (isNew) Made();
        return store.Writable(key.Hash, ref record, length);
    }

    readonly void Made()
    {
        owner.TouchNew(record);
        keys.Notify(KeyspaceEvents.New, "new"u8, key);
    }

    readonly long Deadline => record.IsNone ? KeyStore.NoExpiry : record.ExpiresAt;

    /// <summary>What <see cref="Writable"/> gave was written to.</summary>
    public readonly void Changed(long changes = 1) => keys.Changed(key, owner, changes);
}
