using AotKv.Engine.Transactions;

namespace AotKv.Engine.Shards;

/// <summary>
/// The watched keys of one shard and who watches them. Used by the thread that runs the shard. Nearly always empty,
/// so it may live on the managed heap: a shard without watchers pays one comparison per change.
/// </summary>
public sealed class WatchTable(HybridClock clock)
{
    readonly record struct WatchedKey(int Database, byte[] Key);

    readonly record struct Watcher(Watch Watch, bool WasExpired);

    sealed class ByBytes : IEqualityComparer<WatchedKey>
    {
        public bool Equals(WatchedKey left, WatchedKey right) =>
            left.Database == right.Database && left.Key.AsSpan().SequenceEqual(right.Key);

        public int GetHashCode(WatchedKey key)
        {
            var hash = new HashCode();
            hash.Add(key.Database);
            hash.AddBytes(key.Key);
            return hash.ToHashCode();
        }
    }

    readonly Dictionary<WatchedKey, List<Watcher>> watchers = new(new ByBytes());
    int addedSinceSweep;

    public bool IsEmpty => watchers.Count == 0;

    /// <summary>
    /// Registers a watcher. A key that is already past its expiry counts as absent: its later deletion is no change.
    /// </summary>
    public void Add(int database, ReadOnlySpan<byte> key, Watch watch, bool wasExpired)
    {
        var watched = new WatchedKey(database, key.ToArray());
        if (!watchers.TryGetValue(watched, out var list)) watchers[watched] = list = [];
        foreach (var watcher in list)
            if (watcher.Watch == watch) return;
        list.Add(new(watch, wasExpired));
        if (++addedSinceSweep > SweepAfter + watchers.Count) Sweep();
    }

    const int SweepAfter = 64;

    /// <summary>
    /// Drops what ended watches left behind: as often as keys are added, so that it costs each add O(1).
    /// </summary>
    void Sweep()
    {
        addedSinceSweep = 0;
        foreach (var (watched, list) in watchers)
        {
            list.RemoveAll(watcher => watcher.Watch.Ended);
            if (list.Count == 0) watchers.Remove(watched);
        }
    }

    /// <summary>A key was changed: everyone who watches it must refuse EXEC.</summary>
    public void Changed(int database, ReadOnlySpan<byte> key)
    {
        if (!watchers.TryGetValue(new(database, key.ToArray()), out var list)) return;
        foreach (var watcher in list) watcher.Watch.Break(clock.Nanoseconds);
    }

    /// <summary>An expired key was deleted: a change only for those who saw it alive.</summary>
    public void Expired(int database, ReadOnlySpan<byte> key)
    {
        if (!watchers.TryGetValue(new(database, key.ToArray()), out var list)) return;
        foreach (var watcher in list)
            if (!watcher.WasExpired) watcher.Watch.Break(clock.Nanoseconds);
    }

    /// <summary>
    /// A key that this watch saw alive has expired, whether or not it was deleted since: EXEC must refuse.
    /// </summary>
    public void BreakExpired(int database, ReadOnlySpan<byte> key, Watch watch)
    {
        if (!watchers.TryGetValue(new(database, key.ToArray()), out var list)) return;
        foreach (var watcher in list)
            if (watcher.Watch == watch && !watcher.WasExpired) watch.Break(clock.Nanoseconds);
    }

    /// <summary>
    /// A database was emptied, or exchanged for another: what that changes of a key depends on what it was before and
    /// is after, and on whether its watcher saw it expired.
    /// </summary>
    public void DatabaseChanged(int database, Func<byte[], KeyState> before, Func<byte[], KeyState> after)
    {
        foreach (var (watched, list) in watchers)
        {
            if (watched.Database != database) continue;
            var (was, now) = (before(watched.Key), after(watched.Key));
            if (was == KeyState.Missing && now == KeyState.Missing) continue;
            for (var i = 0; i < list.Count; i++)
            {
                var wasNothing = list[i].WasExpired || was == KeyState.Missing;
                if (now == KeyState.Live || !wasNothing) list[i].Watch.Break(clock.Nanoseconds);
                else list[i] = list[i] with { WasExpired = now == KeyState.Expired };
            }
        }
    }
}
