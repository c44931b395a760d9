namespace AotKv.Instance.Info;

/// <summary>
/// Counters of rare events, shared by all cores. What is counted per command is counted per shard and per core.
/// </summary>
public sealed class ServerStatistics
{
    long rejectedConnections;
    long errorReplies;

    public long RejectedConnections => Interlocked.Read(ref rejectedConnections);

    public long ErrorReplies => Interlocked.Read(ref errorReplies);

    public void CountRejectedConnection() => Interlocked.Increment(ref rejectedConnections);

    public void CountErrorReply() => Interlocked.Increment(ref errorReplies);

    public void Reset()
    {
        Interlocked.Exchange(ref rejectedConnections, 0);
        Interlocked.Exchange(ref errorReplies, 0);
    }
}
