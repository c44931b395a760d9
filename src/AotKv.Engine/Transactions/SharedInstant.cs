using AotKv.Engine.Messaging;

namespace AotKv.Engine.Transactions;

/// <summary>
/// The one time of an entry of the sequence, which all of its shards run it at: read after the entry was published, by
/// its publisher or by a shard that came to the entry first, and no earlier than the time of the entry before it. Read
/// before the publication it could be older than what a shard ran in between. Part of what is published.
/// </summary>
struct SharedInstant
{
    long nanoseconds;
    long earliest;

    /// <summary>
    /// Forgets the reading: the entry is about to be published, behind one that has this time. Its own is later, so
    /// that what runs between the two has a stamp between theirs.
    /// </summary>
    public void Open(long timeBefore)
    {
        nanoseconds = 0;
        earliest = timeBefore + 1;
    }

    /// <summary>The entry's time, fixed by whoever asks first. After its publication, from any thread.</summary>
    public long Agree(ServerTime time)
    {
        var agreed = Volatile.Read(ref nanoseconds);
        if (agreed != 0) return agreed;
        Interleaving.Point();
        var mine = Math.Max(time.Nanoseconds, earliest);
        agreed = Interlocked.CompareExchange(ref nanoseconds, mine, comparand: 0);
        return agreed == 0 ? mine : agreed;
    }
}
