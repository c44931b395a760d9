using AotKv.Instance.Acl;

namespace AotKv.Instance.Info;

/// <summary>
/// Counters of rare events, shared by all cores. What is counted per command is counted per shard and per core.
/// </summary>
public sealed class ServerStatistics
{
    long rejectedConnections;
    long memoryPeak;
    long failedAuthentications;
    long deniedCommands;
    long deniedKeys;
    long deniedChannels;
    long deniedDatabases;

    public long FailedAuthentications => Interlocked.Read(ref failedAuthentications);

    public long DeniedCommands => Interlocked.Read(ref deniedCommands);

    public long DeniedKeys => Interlocked.Read(ref deniedKeys);

    public long DeniedChannels => Interlocked.Read(ref deniedChannels);

    public long DeniedDatabases => Interlocked.Read(ref deniedDatabases);

    public void CountFailedAuthentication() => Interlocked.Increment(ref failedAuthentications);

    public void CountDenial(Denial denial)
    {
        switch (denial)
        {
            case Denial.Database: Interlocked.Increment(ref deniedDatabases); break;
            case Denial.Key: Interlocked.Increment(ref deniedKeys); break;
            case Denial.Channel: Interlocked.Increment(ref deniedChannels); break;
            default: Interlocked.Increment(ref deniedCommands); break;
        }
    }

    public long RejectedConnections => Interlocked.Read(ref rejectedConnections);

    /// <summary>The most memory that was in use at any time it was asked for, bytes.</summary>
    public long MemoryPeak(long used)
    {
        var peak = Interlocked.Read(ref memoryPeak);
        if (used <= peak) return peak;
        Interlocked.Exchange(ref memoryPeak, used);
        return used;
    }

    /// <summary>Commands a second.</summary>
    public Rate Operations { get; } = new();

    /// <summary>Bytes a second.</summary>
    public Rate Input { get; } = new();

    public Rate Output { get; } = new();

    /// <summary>Turns of the cores' loops a second.</summary>
    public Rate Turns { get; } = new();

    /// <summary>Nanoseconds a turn.</summary>
    public Rate TurnTime { get; } = new();

    /// <summary>Takes a sample of all rates. One core does, ten times a second.</summary>
    public void Sample(ServerInstance server, long nowMilliseconds)
    {
        const double PerSecond = 1000;
        var commands = 0L;
        foreach (var core in server.Measures) commands += core.Statistics.Calls;
        var network = server.Network;
        Operations.Take(commands, nowMilliseconds, PerSecond);
        Input.Take(network.BytesReceived, nowMilliseconds, PerSecond);
        Output.Take(network.BytesSent, nowMilliseconds, PerSecond);
        Turns.Take(network.Turns, nowMilliseconds, PerSecond);
        TurnTime.Take(network.TurnNanoseconds, network.Turns, scale: 1);
        MemoryPeak(server.UsedMemory);
    }

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
        foreach (var rate in new[] { Operations, Input, Output, Turns, TurnTime }) rate.Reset();
        Interlocked.Exchange(ref memoryPeak, 0);
        Interlocked.Exchange(ref outputLimitClosed, 0);
        Interlocked.Exchange(ref inputLimitClosed, 0);
    }
}
