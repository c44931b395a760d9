using AotKv.Engine.PubSub;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Engine.Waiting;
using AotKv.Values;
using AotKv.Values.Tables;
using AotKv.Values.Collections;
using System.Runtime.CompilerServices;

namespace AotKv.Engine;

/// <summary>
/// The keys a running command may read and change: those of one shard, or of all shards that are lent to the
/// coordinator. Lives on the stack, so key memory is never held across a wait.
/// </summary>
public readonly ref struct Keyspace
{
    readonly Shard shard;
    readonly Shard?[]? lent;
    readonly CallContext context;
    readonly long now;
    readonly int database;

    /// <summary>The keys of one shard.</summary>
    public Keyspace(Shard shard, CallContext context, long now)
        : this(lent: null, shard, context, now)
    {
    }

    /// <summary>The keys of all lent shards; <paramref name="any"/> is one of them.</summary>
    public Keyspace(Shard?[]? lent, Shard any, CallContext context, long now)
        : this(lent, any, context, now, context.Database)
    {
    }

    Keyspace(Shard?[]? lent, Shard any, CallContext context, long now, int database)
    {
        shard = any;
        this.lent = lent;
        this.context = context;
        this.now = now;
        this.database = database;
    }

    /// <summary>The same keys, for reading.</summary>
    public KeyspaceReader Reader => new(this);

    /// <summary>The same keys in another database.</summary>
    public Keyspace InDatabase(int other) => new(lent, shard, context, now, other);

    public int Database => database;

    public int DatabaseCount => shard.DatabaseCount;

    public KeySettings Settings => shard.Settings;

    /// <summary>Up to which size values stay compact.</summary>
    public EncodingLimits Limits => shard.Home.Limits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Shard OwnerOf(in Key key) => lent is null ? shard : OwnerAmongLent(key);

    Shard OwnerAmongLent(in Key key) =>
        lent![SlotMap.OwnerOf(key.Bytes, lent!.Length)] ??
        throw new InvalidOperationException("The shard is not lent.");

    /// <summary>Keys with an earlier deadline are not there: for a source of imports none is.</summary>
    long VisibleFrom => (context.Flags & ClientFlags.SeesExpired) == 0 ? now : long.MinValue;

    /// <summary>
    /// The record of a key that has not expired, for a command that may write. An expired one is deleted here and now,
    /// also where reading would keep it: what is written next must not stand beside it.
    /// </summary>
    internal Record Find(in Key key, Shard owner) => Find(key, owner, isForWriting: true);

    /// <summary>As <see cref="Find(in Key, Shard)"/>, but under import-mode or a pause an expired one stays.</summary>
    internal Record FindToRead(in Key key, Shard owner) => Find(key, owner, isForWriting: false);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Record Find(in Key key, Shard owner, bool isForWriting)
    {
        if (owner.FindDatabase(database) is not { } store) return default;
        var record = store.Find(key.Hash, key.Bytes);
        if (record.IsNone) return record;
        if (record.HasExpiry && record.ExpiresAt < VisibleFrom)
        {
            if (isForWriting || !owner.KeepsExpired) owner.DeleteExpired(database, store, key.Hash, record);
            return default;
        }
        Touch(record, owner);
        return record;
    }

    void Touch(Record record, Shard owner)
    {
        if ((context.Flags & ClientFlags.NoTouch) == 0) owner.Touch(record);
    }

    /// <summary>A value was stored at a key, where <paramref name="existing"/> was before.</summary>
    void Stored(Record record, Record existing, Shard owner)
    {
        if (!existing.IsNone)
        {
            Touch(record, owner);
            return;
        }
        owner.TouchNew(record);
        owner.Notify(KeyspaceEvents.New, "new"u8, database, record.Key);
    }

    /// <summary>Asks the processor for what keys with these hashes need. Nothing is asked of lent shards.</summary>
    internal void Prefetch(scoped ReadOnlySpan<ulong> hashes)
    {
        if (lent is not null || shard.FindDatabase(database) is not { } store) return;
        foreach (var hash in hashes) store.Prefetch(hash);
        foreach (var hash in hashes) store.PrefetchRecord(hash);
        foreach (var hash in hashes) store.PrefetchOverflow(hash);
    }

    /// <summary>Whether the key exists, with its type.</summary>
    public bool TryFind(in Key key, out RecordType type)
    {
        var record = Find(key, OwnerOf(key));
        type = record.IsNone ? default : record.Type;
        return !record.IsNone;
    }

    public bool Exists(in Key key) => !Find(key, OwnerOf(key)).IsNone;

    /// <summary>The string at a key. The view is valid until the key is changed.</summary>
    public Lookup FindString(in Key key, out StringView value)
    {
        var record = Find(key, OwnerOf(key));
        value = default;
        if (record.IsNone) return Lookup.Missing;
        if (record.Type != RecordType.String) return Lookup.WrongType;
        value = record.String;
        return Lookup.Found;
    }

    /// <summary>Makes a key a string, whatever it was.</summary>
    public void SetString(in Key key, ReadOnlySpan<byte> value, Expiry expiry)
    {
        var owner = OwnerOf(key);
        var existing = FindStored(key, owner, out var store);
        Stored(store.SetString(key.Hash, existing, key.Bytes, value, DeadlineOf(expiry, existing)), existing, owner);
        Changed(key, owner);
    }

    /// <summary>As <see cref="SetString"/>, but a number is held as its text too: what INCRBYFLOAT leaves.</summary>
    public void SetText(in Key key, ReadOnlySpan<byte> value, Expiry expiry)
    {
        var owner = OwnerOf(key);
        var existing = FindStored(key, owner, out var store);
        Stored(store.SetText(key.Hash, existing, key.Bytes, value, DeadlineOf(expiry, existing)), existing, owner);
        Changed(key, owner);
    }

    /// <summary>Makes a key a string that holds a number, whatever it was.</summary>
    public void SetInteger(in Key key, long value, Expiry expiry)
    {
        var owner = OwnerOf(key);
        var existing = FindStored(key, owner, out var store);
        Stored(store.SetInteger(key.Hash, existing, key.Bytes, value, DeadlineOf(expiry, existing)), existing, owner);
        Changed(key, owner);
    }

    /// <summary>Looks a key up once, to read its string and then write it.</summary>
    public StringEntry FindStringEntry(in Key key)
    {
        var owner = OwnerOf(key);
        var record = FindStored(key, owner, out var store);
        if (!record.IsNone) Touch(record, owner);
        return new(this, key, owner, store, record);
    }

    /// <summary>
    /// Deletes a key; false where there was none. Under import-mode an expired one is there, as in Valkey.
    /// </summary>
    public bool Remove(in Key key, long changes = 1)
    {
        var owner = OwnerOf(key);
        var record = owner.KeepsExpired ? FindStored(key) : FindStored(key, owner, out _);
        return Remove(key, owner, record, changes);
    }

    /// <summary>
    /// As <see cref="Remove(in Key, long)"/>, but what is past its deadline and still stored is a key too: as Valkey
    /// deletes a key whose place a result takes.
    /// </summary>
    public bool RemoveStored(in Key key, long changes = 1) => Remove(key, OwnerOf(key), FindStored(key), changes);

    bool Remove(in Key key, Shard owner, Record record, long changes)
    {
        if (record.IsNone) return false;
        Changed(key, owner, changes);
        owner.MakeDatabase(database).Remove(key.Hash, record);
        return true;
    }

    /// <summary>
    /// Whether a key that is given a time that has passed is deleted at once: not under import-mode, where the source
    /// of the import says when.
    /// </summary>
    public bool DropsPast(in Key key) => !OwnerOf(key).KeepsExpired;

    /// <summary>Deletes a key because the time it is given has passed; false where there was none.</summary>
    public bool RemoveExpired(in Key key)
    {
        if (!Remove(key)) return false;
        OwnerOf(key).Statistics.ExpiredKeys++;
        Notify(KeyspaceEvents.Expired, "expired"u8, key);
        return true;
    }

    /// <summary>
    /// Moves the value of an existing key, with its expiry, to another key; what stood there is gone. Nothing is
    /// copied: between shards the value stays in the memory of the one that it came from.
    /// </summary>
    public void Rename(in Key from, in Key to)
    {
        var source = OwnerOf(from);
        var target = OwnerOf(to);
        var record = FindStored(from, source, out var store);
        var existing = FindStored(to, target, out var targetStore);
        var expiresAt = record.HasExpiry ? record.ExpiresAt : Expiry.None.UnixMilliseconds;
        var taken = store.Take(from.Hash, record);
        target.TouchNew(targetStore.AdoptFrom(store, to.Hash, existing, to.Bytes, taken, expiresAt));
        Notify(KeyspaceEvents.New, "new"u8, to);
        Changed(from, source, changes: 0);
        Changed(to, target);
    }

    /// <summary>
    /// Copies the value of an existing key, with its expiry, to a key of <paramref name="target"/>, which may be
    /// another database; what stood there is gone.
    /// </summary>
    public void Copy(in Key from, in Keyspace target, in Key to)
    {
        var record = FindStored(from, OwnerOf(from), out _);
        var owner = target.OwnerOf(to);
        var existing = target.FindStored(to, owner, out var store);
        var expiresAt = record.HasExpiry ? record.ExpiresAt : Expiry.None.UnixMilliseconds;
        owner.TouchNew(store.Adopt(to.Hash, existing, to.Bytes, store.CopyLoose(record), expiresAt));
        target.Notify(KeyspaceEvents.New, "new"u8, to);
        target.Changed(to, owner);
    }

    /// <summary>
    /// Moves an existing key, with its expiry, to another database, where it must not be. Nothing is copied.
    /// </summary>
    public void Move(in Key key, in Keyspace target)
    {
        var owner = OwnerOf(key);
        var record = FindStored(key, owner, out var store);
        var targetStore = owner.MakeDatabase(target.database);
        var expiresAt = record.HasExpiry ? record.ExpiresAt : Expiry.None.UnixMilliseconds;
        var taken = store.Take(key.Hash, record);
        owner.TouchNew(targetStore.Adopt(key.Hash, Record.None, key.Bytes, taken, expiresAt));
        target.Notify(KeyspaceEvents.New, "new"u8, key);
        Changed(key, owner, changes: 0);
        target.Changed(key, owner);
    }

    /// <summary>Exchanges all keys of two databases. For all shards at once.</summary>
    public void SwapDatabases(int one, int other)
    {
        if (lent is null) shard.SwapDatabases(one, other);
        else foreach (var each in lent) each?.SwapDatabases(one, other);
        shard.Statistics.Changes++;
    }

    /// <summary>The collection at a key, to read and change. The view is valid until the key is.</summary>
    public Lookup Find<TValue>(in Key key, out TValue value) where TValue : struct, IValueView<TValue>
    {
        var owner = OwnerOf(key);
        var record = Find(key, owner);
        value = default;
        if (record.IsNone) return Lookup.Missing;
        if (record.Type != TValue.Type) return Lookup.WrongType;
        value = TValue.Open(owner.Home, record);
        return Lookup.Found;
    }

    /// <summary>A new, empty collection at a key that <see cref="Find{TValue}"/> said is missing.</summary>
    public TValue Make<TValue>(in Key key) where TValue : struct, IValueView<TValue>
    {
        var owner = OwnerOf(key);
        var value = owner.MakeDatabase(database).Make<TValue>(key.Hash, key.Bytes);
        owner.TouchNew(value.Record);
        Notify(KeyspaceEvents.New, "new"u8, key);
        return value;
    }

    /// <summary>
    /// Says that a collection was changed, by how much INFO's rdb_changes_since_last_save counts. Where nothing is left
    /// in it the key goes, and the view with it.
    /// </summary>
    public void Changed<TValue>(in Key key, in TValue value, long changes = 1)
        where TValue : struct, IValueView<TValue>
    {
        var owner = OwnerOf(key);
        Changed(key, owner, changes);
        if (value.IsEmpty)
        {
            owner.MakeDatabase(database).Remove(key.Hash, value.Record);
            Notify(KeyspaceEvents.Generic, "del"u8, key);
        }
        else if (TValue.Type == RecordType.Hash) owner.MakeDatabase(database).TrackFields(value.Record);
    }

    /// <summary>
    /// A new, empty collection that no key has, in the heap of the shard of <paramref name="destination"/>: a result to
    /// be filled, then given to <see cref="Store{TValue}"/> or <see cref="Discard{TValue}"/>.
    /// </summary>
    public TValue Begin<TValue>(in Key destination) where TValue : struct, IValueView<TValue> =>
        OwnerOf(destination).MakeDatabase(database).MakeLoose<TValue>();

    /// <summary>
    /// Makes what <see cref="Begin{TValue}"/> began the value of its key, whatever stood there; not for an empty one.
    /// </summary>
    public void Store<TValue>(in Key destination, in TValue value, Expiry expiry, long changes = 1)
        where TValue : struct, IValueView<TValue>
    {
        var owner = OwnerOf(destination);
        var existing = FindStored(destination, owner, out var store);
        var deadline = DeadlineOf(expiry, existing);
        Stored(
            store.Adopt(destination.Hash, existing, destination.Bytes, value.Record, deadline), existing, owner);
        Changed(destination, owner, changes);
    }

    /// <summary>Forgets what <see cref="Begin{TValue}"/> began.</summary>
    public void Discard<TValue>(in Key destination, in TValue value) where TValue : struct, IValueView<TValue> =>
        OwnerOf(destination).MakeDatabase(database).Discard(value.Record);

    /// <summary>Counts fields of a hash that are gone, or overwritten, because their time has passed.</summary>
    public void CountExpiredFields(in Key key, long fields) => OwnerOf(key).Statistics.ExpiredFields += fields;

    /// <summary>A number from a generator that is no secret: which member is picked.</summary>
    public ulong NextRandom() => shard.NextRandom();

    /// <summary>
    /// A key's expiry, milliseconds since 1970-01-01 UTC, or -1 for none; false where there is no key.
    /// </summary>
    public bool TryGetExpiry(in Key key, out long expiresAt)
    {
        var record = Find(key, OwnerOf(key));
        expiresAt = record.IsNone || !record.HasExpiry ? -1 : record.ExpiresAt;
        return !record.IsNone;
    }

    /// <summary>
    /// Says when and how often a key was used, as far as the eviction policy goes by it; -1 leaves it as it is.
    /// </summary>
    public void SetUse(in Key key, long idleSeconds, long frequency)
    {
        var record = FindUntouched(key);
        if (!record.IsNone) OwnerOf(key).SetUse(record, idleSeconds, frequency);
    }

    /// <summary>Gives an existing key an expiry, or takes it away.</summary>
    public void SetExpiry(in Key key, Expiry expiry)
    {
        var owner = OwnerOf(key);
        var record = FindStored(key, owner, out var store);
        if (record.IsNone) return;
        if (expiry.IsTime) store.SetExpiry(key.Hash, ref record, expiry.UnixMilliseconds);
        else store.ClearExpiry(key.Hash, ref record);
        Changed(key, owner);
    }

    /// <summary>As Find, but the key does not count as used.</summary>
    internal Record FindUntouched(in Key key)
    {
        var owner = OwnerOf(key);
        if (owner.FindDatabase(database) is not { } store) return default;
        var record = store.Find(key.Hash, key.Bytes);
        if (record.IsNone || !record.HasExpiry || record.ExpiresAt >= VisibleFrom) return record;
        if (!owner.KeepsExpired) owner.DeleteExpired(database, store, key.Hash, record);
        return default;
    }

    /// <summary>Keys of the selected database, expired ones not yet deleted included.</summary>
    public long CountKeys()
    {
        if (lent is null) return shard.CountKeys(database);
        var count = 0L;
        foreach (var one in lent) count += one?.CountKeys(database) ?? 0;
        return count;
    }

    /// <summary>Empties the selected database.</summary>
    public void Flush()
    {
        if (lent is null) shard.Flush(database);
        else foreach (var one in lent) one?.Flush(database);
    }

    /// <summary>Shows every live key of the selected database.</summary>
    public void VisitAll<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IKeyVisitor, allows ref struct
    {
        if (lent is null) KeyWalk.All(shard, database, VisibleFrom, ref visitor);
        else foreach (var one in lent)
            if (one is not null) KeyWalk.All(one, database, VisibleFrom, ref visitor);
    }

    /// <summary>Shows every key of the selected database that is stored, past its deadline or not.</summary>
    public void VisitStored<TVisitor>(ref TVisitor visitor) where TVisitor : struct, IKeyVisitor, allows ref struct
    {
        if (lent is null) KeyWalk.Stored(shard, database, ref visitor);
        else foreach (var one in lent)
            if (one is not null) KeyWalk.Stored(one, database, ref visitor);
    }

    /// <summary>
    /// The record of a key as it is stored, past its deadline or not; neither its access clock nor any statistic moves.
    /// </summary>
    public Record FindStored(in Key key) =>
        OwnerOf(key).FindDatabase(database) is { } store ? store.Find(key.Hash, key.Bytes) : Record.None;

    /// <summary>A view of the collection that a stored record holds, which is of that type.</summary>
    public TValue Open<TValue>(Record record) where TValue : struct, IValueView<TValue> =>
        TValue.Open(OwnerOf(new Key(record.Key, hash: 0)).Home, record);

    /// <summary>How often a stored key is used, under an LFU policy.</summary>
    public int FrequencyOf(in Key key, Record record) => OwnerOf(key).Frequency(record);

    /// <summary>Seconds since a stored key was last used. Not under an LFU policy.</summary>
    public long IdleSecondsOf(in Key key, Record record) => OwnerOf(key).IdleSeconds(record);

    /// <summary>The key tables of the selected database together.</summary>
    public KeyTableStatistics TableStatistics
    {
        get
        {
            if (lent is null) return TableOf(shard);
            var sum = default(KeyTableStatistics);
            foreach (var one in lent)
                if (one is not null) sum += TableOf(one);
            return sum;
        }
    }

    KeyTableStatistics TableOf(Shard one) => one.FindDatabase(database)?.TableStatistics ?? default;

    /// <summary>Keys of the selected database that have an expiry.</summary>
    public long CountExpiringKeys()
    {
        if (lent is null) return shard.CountExpiringKeys(database);
        var count = 0L;
        foreach (var one in lent) count += one?.CountExpiringKeys(database) ?? 0;
        return count;
    }

    /// <summary>Whether the shard that a SCAN cursor stands in is among these keys' shards.</summary>
    public bool HasScanPosition(ulong cursor)
    {
        var index = ScanCursor.ShardOf(cursor, shard.Port.Shards.Length);
        return lent is null ? shard.Index == index : lent[index] is not null;
    }

    /// <summary>
    /// Shows the keys of one step of a SCAN, deletes those that have expired, and returns the next cursor, 0 at the
    /// end.
    /// </summary>
    public ulong Scan<TVisitor>(ulong cursor, ref TVisitor visitor)
        where TVisitor : struct, IScanVisitor, allows ref struct
    {
        var owner = lent is null ? shard : lent[ScanCursor.ShardOf(cursor, lent.Length)]!;
        return KeyWalk.Step(owner, database, VisibleFrom, cursor, ref visitor);
    }

    /// <summary>
    /// A live key chosen at random; false where there is none. Where expired keys stay and there are no others it is
    /// one of them, as in Valkey.
    /// </summary>
    public bool TryFindRandom(out ReadOnlySpan<byte> key)
    {
        var owner = lent is null ? shard : KeyWalk.RandomShard(lent, database, shard);
        if (KeyWalk.TryFindRandom(owner, database, VisibleFrom, out key)) return true;

        // All that was looked at has expired: another shard may have live ones.
        if (lent is not null)
        {
            foreach (var one in lent)
                if (one is not null && KeyWalk.TryFindRandom(one, database, VisibleFrom, out key)) return true;
        }
        return owner.KeepsExpired && CountKeys() == CountExpiringKeys()
            && KeyWalk.TryFindRandom(owner, database, now: long.MinValue, out key);
    }

    /// <summary>
    /// Says what a blocking command waits for; its method returns the result, having changed and answered nothing. Only
    /// where <see cref="Call.CanPark"/>.
    /// </summary>
    public Outcome Park(in Wait wait)
    {
        shard.Waiting.Parking.Wait = wait;
        return Outcome.Park;
    }

    /// <summary>
    /// Replaces an argument, no key, of a command that is about to park: what XREAD's $ stands for is settled once.
    /// </summary>
    public void RewriteParked(int index, ReadOnlySpan<byte> text) => shard.Waiting.Parking.Rewrite(index, text);

    /// <summary>Registers the client's watch at a key.</summary>
    public void Watch(in Key key, Watch watch)
    {
        var owner = OwnerOf(key);
        var store = owner.FindDatabase(database);
        var record = store is null ? default : store.Find(key.Hash, key.Bytes);
        var wasExpired = !record.IsNone && record.HasExpiry && record.ExpiresAt < now;
        owner.Watches.Add(database, key.Bytes, watch, wasExpired);
    }

    /// <summary>
    /// The record of a live key for changing it, and the database, which is made where there is none.
    /// </summary>
    Record FindStored(in Key key, Shard owner, out KeyStore store)
    {
        store = owner.MakeDatabase(database);
        var record = store.Find(key.Hash, key.Bytes);
        if (record.IsNone || !record.HasExpiry || record.ExpiresAt >= VisibleFrom) return record;
        owner.DeleteExpired(database, store, key.Hash, record);
        return default;
    }

    static long DeadlineOf(Expiry expiry, Record existing)
    {
        if (!expiry.IsKept) return expiry.UnixMilliseconds;
        return existing.IsNone || !existing.HasExpiry ? Expiry.None.UnixMilliseconds : existing.ExpiresAt;
    }

    /// <summary>
    /// Publishes an event of a key, where notify-keyspace-events wants its class. "expired" and "new" are published by
    /// the keyspace itself, "keymiss" by its reader, and "del" where a collection has become empty
    /// (<see cref="Changed{TValue}"/>): a command publishes its own event before that.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Notify(KeyspaceEvents kind, ReadOnlySpan<byte> name, in Key key) =>
        shard.Notify(kind, name, database, key.Bytes);

    /// <summary>
    /// Counts a change that WATCH does not see, as Valkey has it for what consumer groups note about their reading.
    /// </summary>
    public void CountChanges(in Key key, long changes) => OwnerOf(key).Statistics.Changes += changes;

    /// <summary>Has the commands that wait at a key run again, without a change that WATCH sees.</summary>
    public void Wake(in Key key)
    {
        var owner = OwnerOf(key);
        if (!owner.Waiting.IsEmpty) owner.Waiting.Changed(database, key, noted: shard.Waiting);
    }

    internal void Changed(in Key key, Shard owner, long changes = 1)
    {
        owner.Statistics.Changes += changes;
        if (!owner.Watches.IsEmpty) owner.Watches.Changed(database, key.Bytes);
        if (!owner.Waiting.IsEmpty) owner.Waiting.Changed(database, key, noted: shard.Waiting);
    }
}
