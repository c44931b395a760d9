namespace AotKv.Engine.Measures;

/// <summary>
/// From where on a call is remarkable, as the configuration says. Immutable; a core takes a new one at the start of a
/// turn. Limits are <see cref="long.MaxValue"/> where there is none.
/// </summary>
public sealed class MeasureSettings
{
    public long SlowNanoseconds { get; init; } = long.MaxValue;

    public long RequestBytes { get; init; } = long.MaxValue;

    public long ReplyBytes { get; init; } = long.MaxValue;

    /// <summary>latency-monitor-threshold, nanoseconds.</summary>
    public long LatencyNanoseconds { get; init; } = long.MaxValue;

    /// <summary>Whether histograms are kept.</summary>
    public bool TracksLatency { get; init; } = true;

    /// <summary>
    /// Calls are timed one by one below this limit: above it no call of a group that keeps it can be remarkable.
    /// </summary>
    const long GroupNanoseconds = 1_000_000;

    /// <summary>A request and its reply of more bytes than this are a group of their own.</summary>
    const long GroupBytes = 16 * 1024;

    public bool TimesEach => Math.Min(SlowNanoseconds, LatencyNanoseconds) < GroupNanoseconds;

    /// <summary>A call of more bytes than this ends its group and is looked at.</summary>
    public long HeavyBytes => Math.Min(GroupBytes, Math.Min(RequestBytes, ReplyBytes) - 1);

    public bool IsRemarkable(in CommandCost cost) =>
        cost.Nanoseconds >= SlowNanoseconds || cost.RequestBytes >= RequestBytes || cost.ReplyBytes >= ReplyBytes ||
        cost.Nanoseconds >= LatencyNanoseconds;
}
