namespace AotKv.Instance.Info;

/// <summary>
/// Counters of rare events, shared by all cores. What is counted per command is counted per shard and per core.
/// </summary>
public sealed class ServerStatistics
{
    long rejectedConnections;
    long memoryPeak;
    long sampledAt;
    long sampledCommands;
    long operationsPerSecond;

    public long RejectedConnections => Interlocked.Read(ref rejectedConnections);

    /// <summary>The most memory that was in use at any time it was asked for, bytes.</summary>
    public long MemoryPeak(long used)
    {
        var peak = Interlocked.Read(ref memoryPeak);
        if (used <= peak) return peak;
        Interlocked.Exchange(ref memoryPeak, used);
        return used;
    }

    /// <summary>
    /// Notes how many commands have run, a few times a second: what OperationsPerSecond is reckoned from.
    /// </summary>
    public void Sample(long commands, long now)
    {
        var elapsed = now - Interlocked.Exchange(ref sampledAt, now);
        var run = commands - Interlocked.Exchange(ref sampledCommands, commands);
        if (elapsed > 0 && run >= 0) Interlocked.Exchange(ref operationsPerSecond, run * 1000 / elapsed);
    }

    /// <summary>Commands run per second over the last sample.</summary>
    public long OperationsPerSecond => Interlocked.Read(ref operationsPerSecond);

    long evictedClients;
    long outputLimitClosed;
    long inputLimitClosed;

    public long EvictedClients => Interlocked.Read(ref evictedClients);

    public long OutputLimitClosed => Interlocked.Read(ref outputLimitClosed);

    public long InputLimitClosed => Interlocked.Read(ref inputLimitClosed);

    public void CountEvictedClient() => Interlocked.Increment(ref evictedClients);

    public void CountOutputLimitClosed() => Interlocked.Increment(ref outputLimitClosed);

    public void CountInputLimitClosed() => Interlocked.Increment(ref inputLimitClosed);

    public void CountRejectedConnection() => Interlocked.Increment(ref rejectedConnections);

    public void Reset()
    {
        Interlocked.Exchange(ref rejectedConnections, 0);
        Interlocked.Exchange(ref evictedClients, 0);
        Interlocked.Exchange(ref outputLimitClosed, 0);
        Interlocked.Exchange(ref inputLimitClosed, 0);
    }
}
