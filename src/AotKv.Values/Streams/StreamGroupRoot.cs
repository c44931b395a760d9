namespace AotKv.Values.Streams;

/// <summary>A consumer group, in a block of the shard's heap that stays where it is.</summary>
struct StreamGroupRoot
{
    public StreamName Name;
    public StreamNames Consumers;
    public SortedBlocks<StreamPending> Pending;
    public StreamId LastId;

    /// <summary>How many entries the group has read, or -1 where that is not known.</summary>
    public long EntriesRead;
}
