namespace AotKv.Engine.Shards;

/// <summary>
/// What a shard counts. Written by the thread that runs the shard, read by INFO from any thread: each field is one
/// aligned word, so a reader sees a value that was true a moment ago.
/// </summary>
public sealed class ShardStatistics
{
    public long Hits;
    public long Misses;
    public long ExpiredKeys;
    public long ExpiredFields;
    public long Changes;

    /// <summary>Keys and values whose memory was given back some time after they were deleted.</summary>
    public long FreedLater;

    public void Reset() => Hits = Misses = ExpiredKeys = ExpiredFields = FreedLater = 0;
}
