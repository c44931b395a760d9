using System.Runtime.CompilerServices;
using System.Text;
using AotKv.Engine.Catalog;
using AotKv.Engine.Messaging;
using AotKv.Engine.PubSub;
using AotKv.Engine.Transactions;
using AotKv.Engine.Waiting;
using AotKv.Memory.Heaps;
using AotKv.Values;
using AotKv.Values.Collections;
using AotKv.Values.Hashes;
using AotKv.Values.Tables;

namespace AotKv.Engine.Shards;

/// <summary>
/// One core's share of the keys: heap, databases, watched keys and the inbox of sequenced work. Run by the core that
/// owns it, or, while it is lent, by the coordinator of an exclusive transaction: nothing here is bound to a thread.
/// </summary>
public sealed class Shard : IDisposable
{
    readonly KeyStore?[] databases;
    readonly Queue<Deferred> deferred = new();

    /// <summary>
    /// Work that came while the shard was lent, what had been published by then, which must run before it, and the
    /// time of the core by then: later entries may have times between that and the time at which it runs.
    /// </summary>
    readonly record struct Deferred(ShardWork Work, long After, long Nanoseconds);

    public Shard(
        int index, int databaseCount, KeyHasher hasher, CommandTable commands, Sequence sequence, ServerTime time)
    {
        Index = index;
        Hasher = hasher;
        Commands = commands;
        databases = new KeyStore?[databaseCount];
        Home = new ValueHome(new ShardHeap(), hasher, [(byte)index]);
        Statistics = new ShardStatistics();
        Inbox = new Inbox(sequence);
        Waiting = new ShardWaiters(this);
        Clock = new HybridClock(time);
        Watches = new WatchTable(Clock);
    }

    public int Index { get; }

    public KeyHasher Hasher { get; }

    public CommandTable Commands { get; }

    /// <summary>The heap of all keys and values here, and what values live with.</summary>
    public ValueHome Home { get; }

    public ShardHeap Heap => Home.Heap;

    public ShardStatistics Statistics { get; }

    public WatchTable Watches { get; }

    /// <summary>Where events of keys go.</summary>
    public required Publications Publications { get; init; }

    /// <summary>Who waits for the keys here, and which of these were changed.</summary>
    public ShardWaiters Waiting { get; }

    public Inbox Inbox { get; }

    /// <summary>The owning core's way to the others. Set once, before the cores run.</summary>
    public CorePort Port { get; internal set; } = null!;

    /// <summary>The time of what the shard runs. It follows the clock of the core that runs the shard.</summary>
    public HybridClock Clock { get; }

    /// <summary>Milliseconds since 1970-01-01 UTC at which the running command runs.</summary>
    public long Now => Clock.Now;

    /// <summary>The place in the history of what the shard runs now.</summary>
    public Stamp Stamp => new(Inbox.Position, entryTime == 0 ? Clock.Nanoseconds : entryTime, Index);

    /// <summary>The time of the entry of the sequence that runs; 0 where none does.</summary>
    long entryTime;

    /// <summary>
    /// An entry of the sequence begins to run here. Its stamp has this time also where the shard's clock is past it.
    /// </summary>
    internal void BeginEntry(long nanoseconds)
    {
        entryTime = nanoseconds;
        Clock.Follow(nanoseconds);
    }

    /// <summary>It has run: what comes next here is later.</summary>
    internal void EndEntry()
    {
        entryTime = 0;
        Clock.Follow(Clock.Nanoseconds + 1);
    }

    /// <summary>The state of the shard's own random numbers: which key RANDOMKEY picks, no secret.</summary>
    public ref ulong RandomState => ref Home.RandomState;

    /// <summary>The next of the shard's own random numbers.</summary>
    public ulong NextRandom() => Home.NextRandom();

    /// <summary>What the configuration says of keys; one for all shards.</summary>
    public KeySettings Settings { get; init; } = new();

    /// <summary>Notes that a key was used, in the way of the eviction policy.</summary>
    internal void Touch(Record record)
    {
        var clock = Settings.CountsUse
            ? AccessClock.Used(record.AccessClock, Now, Settings, NextRandom()) : AccessClock.Seconds(Now);
        if (record.AccessClock != clock) record.AccessClock = clock;
    }

    /// <summary>Starts the clock of a key that has just been made.</summary>
    internal void TouchNew(Record record) =>
        record.AccessClock = Settings.CountsUse ? AccessClock.OfNew(Now) : AccessClock.Seconds(Now);

    /// <summary>Sets a key's clock, from what the eviction policy goes by; -1 leaves it.</summary>
    internal void SetUse(Record record, long idleSeconds, long frequency)
    {
        if (Settings.CountsUse)
        {
            if (frequency >= 0) record.AccessClock = AccessClock.OfUse(Now, (byte)frequency);
        }
        else if (idleSeconds >= 0)
        {
            record.AccessClock = AccessClock.Seconds(Math.Max(0, Now - Math.Min(idleSeconds, Now / 1000) * 1000));
        }
    }

    /// <summary>Seconds since a key was last used. Not under an LFU policy.</summary>
    internal long IdleSeconds(Record record) => AccessClock.IdleSeconds(record.AccessClock, Now);

    /// <summary>How often a key is used, on a logarithmic scale up to 255. Only under an LFU policy.</summary>
    internal int Frequency(Record record) => AccessClock.Frequency(record.AccessClock, Now, Settings);

    /// <summary>DEBUG SET-ACTIVE-EXPIRE: whether due keys are deleted before somebody asks for them.</summary>
    public bool ActiveExpiry
    {
        get => Volatile.Read(ref activeExpiry);
        set => Volatile.Write(ref activeExpiry, value);
    }

    bool activeExpiry = true;

    /// <summary>
    /// Expired keys are not shown, but not deleted either: clients are paused, or data is being imported. Set by the
    /// owning core at the start of a turn.
    /// </summary>
    public bool KeepsExpired { get; set; }

    public int DatabaseCount => databases.Length;

    /// <summary>The database's keys, or null where it has never had one.</summary>
    public KeyStore? FindDatabase(int database) => databases[database];

    public KeyStore MakeDatabase(int database) => databases[database] ??= new KeyStore(Home);

    /// <summary>Whether its tables of keys grow and shrink. While it is lent.</summary>
    public void SetTableResizing(bool isOn)
    {
        Home.ResizesTables = isOn;
        foreach (var store in databases) store?.FollowResizing();
    }

    /// <summary>The keys of a database, expired ones not yet deleted included.</summary>
    public long CountKeys(int database) => databases[database]?.Count ?? 0;

    /// <summary>What INFO wants to know of a database.</summary>
    public DatabaseFacts FactsOf(int database) => databases[database] is { } store
        ? new(store.Count, store.ExpiringCount, store.AverageDeadline, store.OverheadBytes, store.PendingFrees)
        : default;

    /// <summary>The keys of a database that have an expiry.</summary>
    public long CountExpiringKeys(int database) => databases[database]?.ExpiringCount ?? 0;

    /// <summary>The hashes of a database that have fields with an expiry.</summary>
    public long CountFieldExpiringKeys(int database) => databases[database]?.FieldExpiringCount ?? 0;

    /// <summary>Lent: an exclusive transaction's coordinator runs this shard, its own core must not.</summary>
    public bool IsLent { get; private set; }

    /// <summary>Runs work on this shard now, or when the shard comes back from whoever it is lent to.</summary>
    public void Run(ShardWork work)
    {
        if (TryEnter()) work.Run(this);
        else deferred.Enqueue(new(work, After: Inbox.Published, Port.Clock.Nanoseconds));
    }

    /// <summary>
    /// Runs what was published before now and brings the clock up. False where the shard is lent, or kept for somebody
    /// who waits at one of its keys: only sequenced work may run.
    /// </summary>
    public bool TryEnter()
    {
        Interleaving.Point();
        if (!Defects.LooksFirst) CatchUp();
        if (IsLent || Waiting.PendingSummons > 0) return false;
        Clock.Follow(Port.Clock.Nanoseconds);

        // What a client of this core sees here is in the past of what it sends to other shards next.
        Port.Clock.Follow(Clock.Nanoseconds);
        return true;
    }

    /// <summary>
    /// Runs the published entries of the inbox, in order. Called after the message or the socket's bytes that let a
    /// command run have been taken, and before it runs: design section 4, way 2.
    /// </summary>
    public void CatchUp()
    {
        // Lent, its tables are another thread's.
        if (Inbox.IsCurrent || IsLent) return;
        AskAhead(0, Asked.Buckets);
        AskAhead(0, Asked.Records);
        AskAhead(EntriesTogether, Asked.Buckets);
        AskAhead(0, Asked.Overflows);
        var measures = Port.Measures;
        measures.IsInARow = true;
        for (var run = 0; !IsLent && Inbox.TryTake(out var work); run++)
        {
            var place = run % EntriesTogether;
            if (place == 0)
            {
                AskAhead(EntriesTogether - 1, Asked.Records);
                AskAhead(2 * EntriesTogether - 1, Asked.Buckets);
            }
            else if (place == EntriesTogether / 2)
                AskAhead(EntriesTogether - 1 - place, Asked.Overflows);
            work.Run(this);
        }
        measures.IsInARow = false;
    }

    /// <summary>
    /// So many entries have their memory asked for together, while those before them run. A part of a short pipeline is
    /// a few requests, and their searches for pages overlap only in a tight loop (RecordPrefetch).
    /// docs/decisions/0008-what-crosses-cores.md.
    /// </summary>
    const int EntriesTogether = 4;

    void AskAhead(int first, Asked what)
    {
        for (var i = first; i < first + EntriesTogether; i++)
        {
            if (Inbox.Peek(i) is not { } work) return;
            work.AskAhead(this, what);
        }
    }

    internal void Lend() => IsLent = true;

    /// <summary>
    /// The coordinator has handed the shard back: what waited runs in the order it came, each after the entries that
    /// had been published by then.
    /// </summary>
    public void TakeBack()
    {
        IsLent = false;
        while (!IsLent)
        {
            Interleaving.Point();
            if (!deferred.TryPeek(out var next))
            {
                CatchUp();
                return;
            }
            ShardWork? entry;
            if (Waiting.PendingSummons > 0)
            {
                // What somebody waits for is kept for them: the entry that lends the shard to them comes first.
                if (!Inbox.TryTake(out entry)) return;
                entry.Run(this);
            }
            else if (Inbox.TryTake(next.After, out entry)) entry.Run(this);
            else
            {
                deferred.Dequeue();
                Clock.Follow(next.Nanoseconds);
                next.Work.Run(this);
            }
        }
    }

    /// <summary>
    /// One slice of what must be done without being asked: due keys, memory of deleted values. Returns whether more
    /// is waiting.
    /// </summary>
    public bool Maintain()
    {
        // An entry published before the clock was read may keep a key that the clock says is due.
        if (!TryEnter()) return false;
        EndWaits();
        var more = false;
        var mayExpire = ActiveExpiry && !KeepsExpired;
        for (var database = 0; database < databases.Length; database++)
        {
            if (databases[database] is not { } store) continue;
            if (mayExpire && store.NextDeadline() <= Now) more |= ExpireSlice(database, store);
            if (mayExpire && store.NextFieldDeadline() <= Now) more |= ExpireFieldSlice(database, store);
            if (store.HasReclaimable) more |= Reclaim(store);
        }
        if (Heap.HasReturned) more |= Heap.FreeReturned(ReclaimedAtOnce);
        if (Waiting.HasReady) ServeWaiters();
        return more;
    }

    /// <summary>
    /// After another core's thread has run the shard: whether its own has something to do before it would wake by
    /// itself. <paramref name="deadline"/> is what it sleeps for.
    /// </summary>
    internal bool NeedsCore(long deadline)
    {
        if (IsLent) return false;
        return !Inbox.IsCurrent || Waiting.PendingSummons > 0 || NextDeadline() < deadline || HasReclaimable();
    }

    bool HasReclaimable()
    {
        foreach (var store in databases)
            if (store is { HasReclaimable: true }) return true;
        return Heap.HasReturned;
    }

    /// <summary>
    /// Runs commands again that waited for keys which were changed: after each command or transaction that ran here.
    /// </summary>
    public void ServeWaiters() => new Serving(Port, this, lent: null).ServeReady();

    /// <summary>Makes a command wait that was run here and parked.</summary>
    public void Park(Waiter waiter) => new Serving(Port, this, lent: null).Park(waiter);

    /// <summary>Ends the waits whose time is over.</summary>
    void EndWaits()
    {
        while (Waiting.Timers.TryTake(Now, out var waiter))
        {
            Waiting.Remove(waiter);
            if (waiter.TryEnd(WaitEnd.TimedOut)) waiter.SendHome(Port, Clock.Nanoseconds);
        }
    }

    const int ReclaimedAtOnce = 256;
    const int ExpiredAtOnce = 64;
    const int LookedAtOnce = 256;
    const int FieldHashesAtOnce = 8;
    const int FieldsAtOnceLeast = 60;
    const int FieldsAtOncePerEffort = 20;

    bool ExpireSlice(int database, KeyStore store)
    {
        var effort = Settings.ExpiryEffort;
        Span<Record> due = stackalloc Record[ExpiredAtOnce * effort];
        var count = store.FindDue(Now, LookedAtOnce * effort, due);
        foreach (var record in due[..count]) DeleteExpired(database, store, Hasher.Hash(record.Key), record);
        return store.NextDeadline() <= Now;
    }

    bool ExpireFieldSlice(int database, KeyStore store)
    {
        var effort = Settings.ExpiryEffort;
        Span<Record> due = stackalloc Record[FieldHashesAtOnce * effort];
        var count = store.FindDueFields(Now, LookedAtOnce * effort, due);
        foreach (var record in due[..count]) DeleteExpiredFields(database, store, record);
        return store.NextFieldDeadline() <= Now;
    }

    /// <summary>Deletes expired fields of a hash, as many as Valkey publishes one event for.</summary>
    void DeleteExpiredFields(int database, KeyStore store, Record record)
    {
        var hash = store.Open<HashValue>(record);
        var removed = hash.RemoveExpired(Now, FieldsAtOnceLeast + FieldsAtOncePerEffort * Settings.ExpiryEffort);
        Statistics.ExpiredFields += removed;
        if (removed > 0) Notify(KeyspaceEvents.Expired, "hexpired"u8, database, record.Key);
        if (removed > 0 && !Watches.IsEmpty) Watches.Changed(database, record.Key);
        if (!hash.IsEmpty)
        {
            store.TrackFields(record);
            return;
        }
        Notify(KeyspaceEvents.Generic, "del"u8, database, record.Key);
        store.Remove(Hasher.Hash(record.Key), record);
    }

    bool Reclaim(KeyStore store)
    {
        var before = store.FreedLater;
        while (Cleaner is not null && store.TryTakeDetached(out var block)) Cleaner.Take(block);
        var more = store.ReclaimStep(ReclaimedAtOnce);
        Statistics.FreedLater += store.FreedLater - before;
        return more;
    }

    /// <summary>Frees large values on a thread of its own; without one they are freed here, one at a time.</summary>
    public LargeBlockCleaner? Cleaner
    {
        get => Heap.Cleaner;
        set => Heap.Cleaner = value;
    }

    /// <summary>Publishes an event of a key, where the configuration wants its class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Notify(KeyspaceEvents kind, ReadOnlySpan<byte> name, int database, ReadOnlySpan<byte> key)
    {
        var wanted = Settings.Events;
        if ((wanted & kind) != 0) new KeyEvent(Publications, database, wanted).Publish(name, key);
    }

    internal void DeleteExpired(int database, KeyStore store, ulong hash, Record record)
    {
        Statistics.ExpiredKeys++;
        Notify(KeyspaceEvents.Expired, "expired"u8, database, record.Key);
        if (!Watches.IsEmpty) Watches.Expired(database, record.Key);
        if (!Waiting.IsEmpty) Waiting.Expired(database, new Key(record.Key, hash));
        store.Remove(hash, record);
    }

    /// <summary>The earliest time at which a key or a waiter may be due, or <see cref="long.MaxValue"/>.</summary>
    public long NextDeadline()
    {
        if (IsLent) return long.MaxValue;
        var next = Waiting.Timers.Next;
        if (!ActiveExpiry || KeepsExpired) return next;
        foreach (var store in databases)
            if (store is not null) next = Math.Min(next, Math.Min(store.NextDeadline(), store.NextFieldDeadline()));
        return next;
    }

    /// <summary>
    /// Breaks a watch whose keys here have expired since WATCH: EXEC looks before it runs, as nobody else may have.
    /// </summary>
    internal void BreakExpired(Watch watch)
    {
        foreach (var (database, name) in watch.Names)
        {
            var key = Encoding.Latin1.GetBytes(name);
            if (databases[database] is not { } store) continue;
            var record = store.Find(Hasher.Hash(key), key);
            if (!record.IsNone && record.HasExpiry && record.ExpiresAt < Now)
                Watches.BreakExpired(database, key, watch);
        }
    }

    /// <summary>Empties a database at once; its memory comes back in slices.</summary>
    public long Flush(int database)
    {
        if (databases[database] is not { } store) return 0;
        var removed = store.Count;
        if (!Watches.IsEmpty)
        {
            Watches.DatabaseChanged(database, key => StateOf(store, key), _ => KeyState.Missing);
        }
        if (!Waiting.IsEmpty) Waiting.DatabaseChanged(database);
        store.Clear();
        Statistics.Changes += removed;
        return removed;
    }

    /// <summary>Exchanges the keys of two databases at once. Clients and watches stay where they are.</summary>
    public void SwapDatabases(int one, int other)
    {
        if (one == other) return;
        if (!Watches.IsEmpty)
        {
            var (first, second) = (databases[one], databases[other]);
            Watches.DatabaseChanged(one, key => StateOf(first, key), key => StateOf(second, key));
            Watches.DatabaseChanged(other, key => StateOf(second, key), key => StateOf(first, key));
        }
        (databases[one], databases[other]) = (databases[other], databases[one]);
        if (Waiting.IsEmpty) return;
        Waiting.DatabaseChanged(one);
        Waiting.DatabaseChanged(other);
    }

    KeyState StateOf(KeyStore? store, byte[] key)
    {
        var record = store is null ? Record.None : store.Find(Hasher.Hash(key), key);
        if (record.IsNone) return KeyState.Missing;
        return record.HasExpiry && record.ExpiresAt < Now ? KeyState.Expired : KeyState.Live;
    }

    /// <summary>
    /// Frees all keys, of each shard before any is disposed of: their values may lie in one another's memory.
    /// </summary>
    public void FreeKeys()
    {
        for (var database = 0; database < databases.Length; database++)
        {
            databases[database]?.Dispose();
            databases[database] = null;
        }
    }

    public void Dispose()
    {
        FreeKeys();
        Heap.Dispose();
        Home.Pins.Dispose();
    }
}
