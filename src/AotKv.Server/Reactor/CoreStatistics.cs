namespace AotKv.Server.Reactor;

/// <summary>What a core counts of its sockets. Written by the core, read by INFO from any thread.</summary>
sealed class CoreStatistics
{
    public long BytesReceived;
    public long BytesSent;
}
