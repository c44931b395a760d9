namespace AotKv.Values.Streams;

/// <summary>An entry that was delivered to a consumer of a group and is not acknowledged yet.</summary>
public struct StreamPending : IStreamItem
{
    public StreamId Id { readonly get; internal set; }

    internal nint ConsumerAddress;

    /// <summary>When it was last delivered, Unix milliseconds.</summary>
    public long DeliveredAt;

    /// <summary>How often it was delivered.</summary>
    public long Deliveries;
}
