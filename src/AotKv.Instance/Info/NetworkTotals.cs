namespace AotKv.Instance.Info;

/// <summary>What the cores have moved over their sockets since the start, bytes, summed when asked.</summary>
public abstract class NetworkTotals
{
    public abstract long BytesReceived { get; }

    public abstract long BytesSent { get; }

    /// <summary>What the clients hold, as far as maxmemory-clients has it counted.</summary>
    public abstract long ClientBytes { get; }

    /// <summary>The largest input that a client has had buffered in the last seconds.</summary>
    public abstract long InputPeak { get; }

    /// <summary>The largest output that a client has had buffered in the last seconds.</summary>
    public abstract long OutputPeak { get; }

    /// <summary>Reads from and writes to sockets.</summary>
    public abstract long Reads { get; }

    public abstract long Writes { get; }

    /// <summary>Turns of the cores' loops in which something happened.</summary>
    public abstract long Turns { get; }

    /// <summary>The time of those turns.</summary>
    public abstract long TurnNanoseconds { get; }

    /// <summary>The longest of them.</summary>
    public abstract long LongestTurnNanoseconds { get; }

    /// <summary>The most CPU time, nanoseconds, that one took while latencies were watched.</summary>
    public abstract long MostCpuInTurn { get; }

    /// <summary>How often a core has taken the shard of one that slept, to stand in for it.</summary>
    public abstract long StandIns { get; }

    /// <summary>The time of what cores do ten times a second.</summary>
    public abstract long CronNanoseconds { get; }

    /// <summary>The most commands that one core has run in one turn.</summary>
    public abstract long MostCallsInTurn { get; }

    /// <summary>The time that one core has spent in turns.</summary>
    public abstract long BusyNanoseconds(int core);

    /// <summary>How many cores are at work at this instant, and not waiting for some.</summary>
    public abstract int CoresAwake { get; }

    /// <summary>CPU time of a core's thread, in the kernel and outside, seconds.</summary>
    public abstract double CpuSystemSeconds(int core);

    public abstract double CpuUserSeconds(int core);

    /// <summary>Counts anew.</summary>
    public abstract void Reset();
}
