namespace AotKv.Values.Streams;

/// <summary>A consumer of a group, in a block of the shard's heap that stays where it is.</summary>
struct StreamConsumerRoot
{
    public StreamName Name;
    public SortedBlocks<StreamPendingId> Pending;

    /// <summary>When it last asked for something, Unix milliseconds.</summary>
    public long SeenAt;

    /// <summary>When it last got something, Unix milliseconds, or -1.</summary>
    public long ActiveAt;
}
