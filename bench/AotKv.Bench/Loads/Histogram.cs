using System.Numerics;

namespace AotKv.Bench.Loads;

/// <summary>
/// Durations in nanoseconds, counted in buckets no wider than 1.6% of what they hold. Allocates nothing after it is
/// made. Used by one thread.
/// </summary>
sealed class Histogram
{
    const int FineBits = 6;
    const int Fine = 1 << FineBits;

    readonly long[] counts = new long[(64 - FineBits) * Fine];

    public long Count { get; private set; }

    public long Max { get; private set; }

    public void Add(long nanoseconds)
    {
        if (nanoseconds < 0) nanoseconds = 0;
        counts[BucketOf(nanoseconds)]++;
        Count++;
        if (nanoseconds > Max) Max = nanoseconds;
    }

    public void Clear()
    {
        Array.Clear(counts);
        Count = Max = 0;
    }

    /// <summary>The upper end of the bucket that holds the percentile, at most the longest; 0 if empty.</summary>
    public long Percentile(double percent)
    {
        var wanted = (long)Math.Ceiling(Count * percent / 100);
        var seen = 0L;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen >= wanted && seen > 0) return Math.Min(UpperEnd(bucket), Max);
        }
        return Max;
    }

    //  Below 2 * Fine each value has its own bucket; above, each power of two is cut into Fine parts.
    static int BucketOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - FineBits);
        return shift * Fine + (int)(value >> shift);
    }

    static long UpperEnd(int bucket)
    {
        if (bucket < 2 * Fine) return bucket;
        var shift = bucket / Fine - 1;
        return ((long)(bucket - shift * Fine + 1) << shift) - 1;
    }
}
