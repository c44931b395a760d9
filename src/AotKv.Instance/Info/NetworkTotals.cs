namespace AotKv.Instance.Info;

/// <summary>What the cores have moved over their sockets since the start, bytes, summed when asked.</summary>
public abstract class NetworkTotals
{
    public abstract long BytesReceived { get; }

    public abstract long BytesSent { get; }
}
