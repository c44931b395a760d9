namespace AotKv.Server.Reactor;

/// <summary>What a core counts of its sockets. Written by the core, read by INFO from any thread.</summary>
sealed class CoreStatistics
{
    public long BytesReceived;
    public long BytesSent;
    public long Reads;
    public long Writes;

    /// <summary>What its clients hold, while maxmemory-clients has them counted.</summary>
    public long ClientBytes;

    /// <summary>Turns in which something happened, and their time.</summary>
    public long Turns;
    public long TurnNanoseconds;
    public long LongestTurnNanoseconds;

    /// <summary>The most CPU time of one turn, while latencies are watched.</summary>
    public long MostCpuInTurn;

    /// <summary>The time of what is done ten times a second.</summary>
    public long CronNanoseconds;

    /// <summary>The most commands that one turn has run.</summary>
    public long MostCallsInTurn;
}
