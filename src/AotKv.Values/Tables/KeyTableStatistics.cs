namespace AotKv.Values.Tables;

/// <summary>The size of a key table: its records, its buckets, those in chains behind them, and its memory.</summary>
public readonly record struct KeyTableStatistics(long Records, long Buckets, long OverflowBuckets, long Bytes)
{
    /// <summary>The records that there is a place for.</summary>
    public long Places => (Buckets + OverflowBuckets) * Bucket.Slots;

    public static KeyTableStatistics operator +(in KeyTableStatistics one, in KeyTableStatistics other) => new(
        one.Records + other.Records,
        one.Buckets + other.Buckets,
        one.OverflowBuckets + other.OverflowBuckets,
        one.Bytes + other.Bytes);
}
