using AotKv.Machine;

namespace AotKv.Engine.Transactions;

/// <summary>
/// The one time of all cores: the monotonic clock, which the kernel keeps the same on every CPU, and what is to be
/// added to it for the wall clock. One for the process; read by any thread, corrected by one. So that two cores never
/// disagree on the wall clock of a reading, only this looks at it.
/// </summary>
public sealed class ServerTime
{
    readonly Clock clock;
    long wallOffset;

    public ServerTime(Clock clock)
    {
        this.clock = clock;
        wallOffset = MeasuredOffset();
    }

    /// <summary>Nanoseconds since an arbitrary instant, never going back.</summary>
    public long Nanoseconds => clock.MonotonicNanoseconds;

    /// <summary>Milliseconds since 1970-01-01 UTC at a reading of <see cref="Nanoseconds"/>.</summary>
    public long UnixMilliseconds(long nanoseconds) => (nanoseconds + Volatile.Read(ref wallOffset)) / 1_000_000;

    /// <summary>
    /// Follows the wall clock where somebody has set it; slewing moves both clocks alike. One core, a few times a
    /// second.
    /// </summary>
    public void FollowWallClock()
    {
        var measured = MeasuredOffset();
        if (Math.Abs(measured - wallOffset) >= StepMin) Volatile.Write(ref wallOffset, measured);
    }

    /// <summary>Less than this is the two readings being apart, no step. Nanoseconds.</summary>
    const long StepMin = 2_000_000;

    long MeasuredOffset() => clock.UnixMicroseconds * 1000 - clock.MonotonicNanoseconds;
}
