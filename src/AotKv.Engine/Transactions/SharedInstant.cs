using AotKv.Engine.Messaging;

namespace AotKv.Engine.Transactions;

/// <summary>
/// The one time of work that several shards run their parts of. It is read after the work was published, by whichever
/// thread first needs it, and all others take that reading: so it is later than everything its shards have run before.
/// Read before the publication it could be older than what a shard ran in between.
/// </summary>
struct SharedInstant
{
    long nanoseconds;

    /// <summary>Forgets the reading: the work is about to be published.</summary>
    public void Clear() => nanoseconds = 0;

    public long Agree(ServerTime time)
    {
        var agreed = Volatile.Read(ref nanoseconds);
        if (agreed != 0) return agreed;
        Interleaving.Point();
        var mine = time.Nanoseconds;
        agreed = Interlocked.CompareExchange(ref nanoseconds, mine, comparand: 0);
        return agreed == 0 ? mine : agreed;
    }
}
