namespace AotKv.Values.Streams;

/// <summary>What a stream consists of. Stays where it is in the shard's heap as long as the stream lives.</summary>
struct StreamRoot
{
    public SortedBlocks<StreamNode> Nodes;
    public StreamNames Groups;

    /// <summary>The entries that are there.</summary>
    public long Length;

    /// <summary>The entries that were ever added.</summary>
    public long EntriesAdded;

    public StreamId FirstId;
    public StreamId LastId;
    public StreamId MaxDeletedId;
}
