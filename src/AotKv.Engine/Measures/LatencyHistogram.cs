using System.Numerics;

namespace AotKv.Engine.Measures;

//  bucket 0: 0 ... 255 in steps of 1, bucket k: 128 steps of 2^k from 128 * 2^k on. 128 counts for each half bucket.
/// <summary>
/// How often which time was taken, two significant digits, from 1 ns to 1 s: the layout of a high dynamic range
/// histogram (hdrhistogram.org), so that percentiles come out in Valkey's steps. Written by one core; a reader on
/// another sees counts of a moment ago.
/// </summary>
public sealed class LatencyHistogram
{
    const int HalfBits = 7;
    const int Half = 1 << HalfBits;
    const int SmallestMask = 2 * Half - 1;
    const int Buckets = 23;
    const int Places = (Buckets + 1) * Half;

    /// <summary>Longer times are counted as this one. Nanoseconds.</summary>
    public const long Longest = 1_000_000_000;

    readonly long[] counts = new long[Places];

    /// <summary>Counts <paramref name="times"/> calls that took so long each.</summary>
    public void Record(long nanoseconds, long times) => counts[PlaceOf(Math.Clamp(nanoseconds, 1, Longest))] += times;

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < Places; i++) counts[i] += other.counts[i];
    }

    public long Total
    {
        get
        {
            var total = 0L;
            foreach (var count in counts) total += count;
            return total;
        }
    }

    /// <summary>The time, nanoseconds, within which that share of the calls was done.</summary>
    public long AtPercentile(double percentile)
    {
        var wanted = Math.Max(1, (long)(Math.Min(percentile, 100) / 100 * Total + 0.5));
        var seen = 0L;
        for (var place = 0; place < Places; place++)
        {
            seen += counts[place];
            if (seen >= wanted) return percentile == 0 ? LowestAt(place) : HighestAt(place);
        }
        return 0;
    }

    /// <summary>
    /// The calls that took at most so long, for doubling times from a microsecond on, while they grow in number.
    /// </summary>
    public List<(long Microseconds, long Calls)> Cumulative()
    {
        var steps = new List<(long, long)>();
        var total = Total;
        long seen = 0, before = 0;
        var place = 0;
        for (var level = 1024L; seen < total; level *= 2)
        {
            var last = Math.Min(PlaceOf(level), Places - 1);
            while (place <= last) seen += counts[place++];
            if (seen > before) steps.Add((HighestAt(last) / 1000, seen));
            before = seen;
        }
        return steps;
    }

    static int PlaceOf(long value)
    {
        var bucket = 64 - BitOperations.LeadingZeroCount((ulong)value | SmallestMask) - (HalfBits + 1);
        return ((bucket + 1) << HalfBits) + (int)(value >> bucket) - Half;
    }

    static int BucketAt(int place) => Math.Max(0, (place >> HalfBits) - 1);

    static long LowestAt(int place)
    {
        var bucket = BucketAt(place);
        var within = place < Half ? place : (place & (Half - 1)) + Half;
        return (long)within << bucket;
    }

    static long HighestAt(int place) => LowestAt(place) + (1L << BucketAt(place)) - 1;
}
