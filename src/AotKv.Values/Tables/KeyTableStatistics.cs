namespace AotKv.Values.Tables;

/// <summary>The size of a key table: its records, its buckets, those in chains behind them, and its memory.</summary>
public readonly record struct KeyTableStatistics(long Records, long Buckets, long OverflowBuckets, long Bytes);
