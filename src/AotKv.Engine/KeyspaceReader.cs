using AotKv.Engine.PubSub;
using AotKv.Engine.Shards;
using AotKv.Engine.Waiting;
using AotKv.Memory.Heaps;
using AotKv.Values;
using AotKv.Values.Collections;

namespace AotKv.Engine;

/// <summary>
/// The keys a running command may read. Counts hits and misses, and publishes misses where they are asked for; an
/// expired key is deleted when it is met, as if it had never been there. Lives on the stack.
/// </summary>
public readonly ref struct KeyspaceReader(Keyspace keys)
{
    readonly Keyspace keys = keys;

    public int Database => keys.Database;

    public int DatabaseCount => keys.DatabaseCount;

    public KeySettings Settings => keys.Settings;

    /// <summary>Up to which size values stay compact.</summary>
    public EncodingLimits Limits => keys.Limits;

    /// <summary>The keys of a request, one after the other.</summary>
    public KeysAhead Ahead(scoped in Call call) => new(call, keys);

    public KeyspaceReader InDatabase(int database) => new(keys.InDatabase(database));

    /// <summary>The string at a key. The view is valid while the command runs.</summary>
    public Lookup FindString(in Key key, out StringView value)
    {
        var record = Find(key);
        value = default;
        if (record.IsNone) return Lookup.Missing;
        if (record.Type != RecordType.String) return Lookup.WrongType;
        value = record.String;
        return Lookup.Found;
    }

    /// <summary>
    /// A string's bytes to be sent from where they stand, where it is long enough for that. The caller holds the pin,
    /// which the reply takes over. Changing the key then replaces the value.
    /// </summary>
    public bool TryPin(in Key key, StringView value, out PinnedBytes pinned)
    {
        pinned = default;
        if (!value.IsBlock || value.Length < keys.Settings.PinnedBytesMin) return false;
        pinned = value.Pin(keys.OwnerOf(key).Home);
        return true;
    }

    /// <summary>The string at a key that was found already: nothing is counted.</summary>
    public Lookup OpenString(in Key key, out StringView value) => keys.FindString(key, out value);

    /// <summary>The collection at a key that was found already: nothing is counted.</summary>
    public Lookup Open<TValue>(in Key key, out TValue value) where TValue : struct, IValueView<TValue> =>
        keys.Find(key, out value);

    /// <summary>The collection at a key, for reading only. The view is valid while the command runs.</summary>
    public Lookup Find<TValue>(in Key key, out TValue value) where TValue : struct, IValueView<TValue>
    {
        var owner = keys.OwnerOf(key);
        var record = Noted(key, owner, keys.FindToRead(key, owner));
        value = default;
        if (record.IsNone) return Lookup.Missing;
        if (record.Type != TValue.Type) return Lookup.WrongType;
        value = TValue.Open(owner.Home, record);
        return Lookup.Found;
    }

    /// <summary>
    /// An empty collection in the heap of the shard of a key, to work with: no key has it, and <see cref="Discard"/>
    /// must follow.
    /// </summary>
    public TValue Begin<TValue>(in Key key) where TValue : struct, IValueView<TValue> => keys.Begin<TValue>(key);

    /// <summary>Forgets what <see cref="Begin"/> began with the same key.</summary>
    public void Discard<TValue>(in Key key, in TValue value) where TValue : struct, IValueView<TValue> =>
        keys.Discard(key, value);

    /// <summary>A number from a generator that is no secret: which member is picked.</summary>
    public ulong NextRandom() => keys.NextRandom();

    public bool Exists(in Key key) => !Find(key).IsNone;

    /// <summary>Whether the key exists, with its type.</summary>
    public bool TryFind(in Key key, out RecordType type)
    {
        var record = Find(key);
        type = record.IsNone ? default : record.Type;
        return !record.IsNone;
    }

    /// <summary>
    /// Whether the key exists, for a command that only looks at how values are held: its access clock does not move,
    /// and a miss is not published.
    /// </summary>
    public bool IsHeld(in Key key) => !FindToInspect(key).IsNone;

    /// <summary>A key's type, without moving its access clock.</summary>
    public bool TryFindUntouched(in Key key, out RecordType type)
    {
        var record = FindUntouched(key);
        type = record.IsNone ? default : record.Type;
        return !record.IsNone;
    }

    /// <summary>
    /// A key's expiry, milliseconds since 1970-01-01 UTC, or -1 for none; false where there is no key.
    /// </summary>
    public bool TryGetExpiry(in Key key, out long expiresAt)
    {
        var record = FindUntouched(key);
        expiresAt = record.IsNone || !record.HasExpiry ? -1 : record.ExpiresAt;
        return !record.IsNone;
    }

    /// <summary>
    /// How the value at a key is stored, in Valkey's words; the name is a literal. False where there is no key.
    /// </summary>
    public bool TryGetEncodingName(in Key key, out ReadOnlySpan<byte> name)
    {
        var record = FindToInspect(key);
        name = record.IsNone ? default : KeyStore.EncodingName(record);
        return !record.IsNone;
    }

    /// <summary>
    /// The memory that a key takes, value and its share of the tables included, bytes; false where there is no key. As
    /// in Valkey, one past its deadline is there while it is stored, and nothing is counted.
    /// </summary>
    public bool TryGetMemoryUsage(in Key key, out long bytes)
    {
        var record = keys.FindStored(key);
        bytes = record.IsNone ? 0 : keys.OwnerOf(key).FindDatabase(keys.Database)!.MemoryUsage(record);
        return !record.IsNone;
    }

    /// <summary>Seconds since the key was last used; false where there is no key.</summary>
    public bool TryGetIdleSeconds(in Key key, out long seconds)
    {
        var record = FindToInspect(key);
        seconds = record.IsNone ? 0 : keys.OwnerOf(key).IdleSeconds(record);
        return !record.IsNone;
    }

    /// <summary>How often the key is used, under an LFU policy; false where there is no key.</summary>
    public bool TryGetFrequency(in Key key, out long frequency)
    {
        var record = FindToInspect(key);
        frequency = record.IsNone ? 0 : keys.OwnerOf(key).Frequency(record);
        return !record.IsNone;
    }

    /// <summary>Marks a key as just used, whatever the client chose; false where there is no key.</summary>
    public bool TryTouch(in Key key)
    {
        var record = FindUntouched(key);
        if (record.IsNone) return false;
        keys.OwnerOf(key).Touch(record);
        return true;
    }

    public long CountKeys() => keys.CountKeys();

    /// <summary>Shows every live key of the selected database.</summary>
    public void VisitAll<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IKeyVisitor, allows ref struct =>
        keys.VisitAll(ref visitor);

    /// <summary>Whether the shard that a SCAN cursor stands in is among these keys' shards.</summary>
    public bool HasScanPosition(ulong cursor) => keys.HasScanPosition(cursor);

    /// <summary>Shows the keys of one step of a SCAN and returns the next cursor, 0 at the end.</summary>
    public ulong Scan<TVisitor>(ulong cursor, ref TVisitor visitor)
        where TVisitor : struct, IScanVisitor, allows ref struct => keys.Scan(cursor, ref visitor);

    /// <summary>A live key chosen at random; false where there is none.</summary>
    public bool TryFindRandom(out ReadOnlySpan<byte> key) => keys.TryFindRandom(out key);

    /// <summary>See <see cref="Keyspace.Park"/>.</summary>
    public Outcome Park(in Wait wait) => keys.Park(wait);

    /// <summary>See <see cref="Keyspace.RewriteParked"/>.</summary>
    public void RewriteParked(int index, ReadOnlySpan<byte> text) => keys.RewriteParked(index, text);

    /// <summary>Registers the client's watch at a key.</summary>
    public void Watch(in Key key, Watch watch) => keys.Watch(key, watch);

    Record Find(in Key key)
    {
        var owner = keys.OwnerOf(key);
        return Noted(key, owner, keys.FindToRead(key, owner));
    }

    Record FindUntouched(in Key key) => Noted(key, keys.OwnerOf(key), keys.FindUntouched(key));

    Record FindToInspect(in Key key) => Counted(keys.OwnerOf(key), keys.FindUntouched(key));

    Record Noted(in Key key, Shard owner, Record record)
    {
        if (record.IsNone) keys.Notify(KeyspaceEvents.Miss, "keymiss"u8, key);
        return Counted(owner, record);
    }

    static Record Counted(Shard owner, Record record)
    {
        if (record.IsNone) owner.Statistics.Misses++;
        else owner.Statistics.Hits++;
        return record;
    }
}
