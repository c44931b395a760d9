namespace AotKv.Engine.Transactions;

/// <summary>
/// The time of one core or of one shard: a reading of the server's time, taken once a loop turn, and pushed past what
/// every message, reply and transaction brings, so that what was caused never looks older than its cause. Used by the
/// thread that runs its owner.
/// </summary>
public sealed class HybridClock(ServerTime time)
{
    /// <summary>Nanoseconds of <see cref="ServerTime"/>, never going back.</summary>
    public long Nanoseconds { get; private set; }

    /// <summary>The same in milliseconds since 1970-01-01 UTC.</summary>
    public long Now { get; private set; }

    /// <summary>Looks at the machine's clock.</summary>
    public void Read()
    {
        Nanoseconds = Math.Max(Nanoseconds, time.Nanoseconds);
        Now = time.UnixMilliseconds(Nanoseconds);
    }

    /// <summary>Goes on to another clock's reading, where that is later.</summary>
    public void Follow(long nanoseconds)
    {
        if (nanoseconds <= Nanoseconds) return;
        Nanoseconds = nanoseconds;
        Now = time.UnixMilliseconds(nanoseconds);
    }
}
