using AotKv.Engine.Shards;

namespace AotKv.Engine.Waiting;

/// <summary>
/// Who waits at the keys of one shard, and which of these keys have been changed since somebody looked. Touched by the
/// thread that runs the shard. Few clients wait at a time, so it lives on the managed heap; a shard at which nobody
/// waits pays one comparison per change.
/// </summary>
public sealed class ShardWaiters(Shard shard)
{
    readonly Dictionary<ulong, WaiterQueue> queues = [];
    readonly Queue<WaiterQueue> ready = new();

    /// <summary>Nobody waits here.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Keys somebody waits at have been changed: to be looked at before another command runs.</summary>
    public bool HasReady => ready.Count > 0;

    public WaiterTimers Timers { get; } = new();

    /// <summary>What the command that runs has said; cleared before each run of one that may park.</summary>
    public Parking Parking { get; } = new();

    /// <summary>
    /// Waiters with keys on other shards too whose key here is ready: until the sequence comes to them only sequenced
    /// work runs here.
    /// </summary>
    public int PendingSummons { get; internal set; }

    /// <summary>The keys somebody waits at; read by INFO from any thread.</summary>
    public int KeyCount { get; private set; }

    /// <summary>The keys of whose end somebody waits; read by INFO from any thread.</summary>
    public int WakingWhenGoneCount { get; private set; }

    /// <summary>Puts a waiter last at a key.</summary>
    internal void Add(int database, in Key key, Waiter waiter)
    {
        var queue = Find(database, key) ?? Make(database, key);
        var wasWaking = queue.WakingWhenGone > 0;
        if (queue.Add(waiter) is not { } place) return;
        waiter.Places.Add(place);
        if (!wasWaking && queue.WakingWhenGone > 0) WakingWhenGoneCount++;
        IsEmpty = false;
    }

    /// <summary>Takes a waiter away from all of its keys here, if it still stands there.</summary>
    internal void Remove(Waiter waiter)
    {
        if (waiter.TimerHome == shard) Timers.Remove(waiter);
        foreach (var place in waiter.Places)
        {
            if (!place.IsLinked || place.Queue.Shard != shard) continue;
            var queue = place.Queue;
            var wasWaking = queue.WakingWhenGone > 0;
            queue.Remove(place);
            if (wasWaking && queue.WakingWhenGone == 0) WakingWhenGoneCount--;
            if (queue.Count == 0) Drop(queue);
        }
    }

    /// <summary>
    /// A key was changed, whatever the change. <paramref name="noted"/> is where the change is noted.
    /// </summary>
    internal void Changed(int database, in Key key, ShardWaiters noted)
    {
        if (Find(database, key) is { } queue) noted.Note(queue);
    }

    /// <summary>A key is gone because its time was over.</summary>
    internal void Expired(int database, in Key key)
    {
        if (Find(database, key) is { WakingWhenGone: > 0 } queue) Note(queue);
    }

    /// <summary>A database was emptied, or is another from now on.</summary>
    public void DatabaseChanged(int database)
    {
        foreach (var (_, first) in queues)
            for (var queue = first; queue is not null; queue = queue.SameHash)
                if (queue.Database == database) Note(queue);
    }

    internal void Note(WaiterQueue queue)
    {
        if (queue.IsReady) return;
        queue.IsReady = true;
        ready.Enqueue(queue);
    }

    /// <summary>The key that was changed first among those not looked at yet.</summary>
    internal bool TryTakeReady(out WaiterQueue queue)
    {
        if (!ready.TryDequeue(out queue!)) return false;
        queue.IsReady = false;
        return true;
    }

    WaiterQueue? Find(int database, in Key key)
    {
        var queue = queues.GetValueOrDefault(Mix(database, key.Hash));
        while (queue is not null && !queue.IsAt(database, key.Bytes)) queue = queue.SameHash;
        return queue;
    }

    WaiterQueue Make(int database, in Key key)
    {
        var hash = Mix(database, key.Hash);
        var queue = new WaiterQueue(shard, database, key.Hash, key.Bytes)
        {
            SameHash = queues.GetValueOrDefault(hash),
        };
        queues[hash] = queue;
        KeyCount++;
        return queue;
    }

    void Drop(WaiterQueue queue)
    {
        var hash = Mix(queue.Database, queue.Key.Hash);
        var first = queues[hash];
        if (first != queue)
        {
            while (first.SameHash != queue) first = first.SameHash!;
            first.SameHash = queue.SameHash;
        }
        else if (queue.SameHash is { } next) queues[hash] = next;
        else queues.Remove(hash);
        KeyCount--;
        IsEmpty = queues.Count == 0;
    }

    static ulong Mix(int database, ulong hash) => hash + (ulong)database * 0x9E3779B97F4A7C15;
}
