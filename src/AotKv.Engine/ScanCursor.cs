namespace AotKv.Engine;

/// <summary>
/// A SCAN cursor as clients see it: the position in one shard's table, times the number of shards, plus the shard.
/// With one shard it is the position. Shards are walked in order of their index.
/// </summary>
public static class ScanCursor
{
    public static int ShardOf(ulong cursor, int shards) => (int)(cursor % (ulong)shards);

    public static ulong PositionOf(ulong cursor, int shards) => cursor / (ulong)shards;

    /// <summary>The cursor that follows, where <paramref name="position"/> is 0 once the shard is done.</summary>
    public static ulong Next(ulong position, int shard, int shards)
    {
        if (position != 0) return position * (ulong)shards + (ulong)shard;
        return shard + 1 < shards ? (ulong)(shard + 1) : 0;
    }
}
