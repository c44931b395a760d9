using System.Collections.Concurrent;

namespace AotKv.Engine.Shards;

/// <summary>
/// One client's WATCH, from its first WATCH to EXEC, DISCARD, UNWATCH or the end of the connection. Made by the
/// connection's core; the shards that own the watched keys set <see cref="Broken"/>, from their own threads.
/// </summary>
public sealed class Watch
{
    readonly ConcurrentDictionary<(int Database, string Key), bool> names = [];
    int count;
    volatile bool broken;
    long brokenAt;

    /// <summary>The different keys that are watched, byte text: a copy. Any thread.</summary>
    public ICollection<(int Database, string Key)> Names => names.Keys;

    /// <summary>The number of different keys that are watched.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>By the client's core.</summary>
    public void Note(int database, string key)
    {
        if (names.TryAdd((database, key), value: true)) count++;
    }

    /// <summary>A watched key was changed: EXEC must refuse.</summary>
    public bool Broken => broken;

    /// <summary>
    /// The time of a change that broke it, by its shard's clock, nanoseconds: who sees it broken goes on later.
    /// </summary>
    public long BrokenAt => Volatile.Read(ref brokenAt);

    /// <summary>The client no longer watches: records of it may be dropped.</summary>
    public volatile bool Ended;

    /// <summary>On the thread that runs the shard where the change was, with that shard's time.</summary>
    public void Break(long nanoseconds)
    {
        Volatile.Write(ref brokenAt, nanoseconds);

        // The time first, the flag second: EXEC reads the flag, then the time.
        broken = true;
    }
}
