using AotKv.Machine;

namespace AotKv.Interleavings.Tests.Simulated;

/// <summary>The scheduler's time, which each core sees a little wrong where the run has skewed clocks.</summary>
sealed class SimulatedClock(Scheduler scheduler, long[] skewByCore) : Clock
{
    /// <summary>2033, in nanoseconds since 1970: any time that is a whole number of milliseconds.</summary>
    public const long WallOffset = 2_000_000_000_000_000_000;

    public override long UnixMicroseconds => (MonotonicNanoseconds + WallOffset) / 1000;

    public override long MonotonicNanoseconds =>
        scheduler.Nanoseconds - (scheduler.RunningCore < 0 ? 0 : skewByCore[scheduler.RunningCore]);
}
