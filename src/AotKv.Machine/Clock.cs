namespace AotKv.Machine;

/// <summary>The machine's clocks. Read once per loop turn by a core, which passes the reading on.</summary>
public abstract class Clock
{
    /// <summary>Wall-clock time, microseconds since 1970-01-01 UTC.</summary>
    public abstract long UnixMicroseconds { get; }

    /// <summary>A clock that never goes back (CLOCK_MONOTONIC), nanoseconds since an arbitrary instant.</summary>
    public abstract long MonotonicNanoseconds { get; }

    /// <summary>
    /// Stops the calling thread until the monotonic clock shows so much: for DEBUG SLEEP, never to wait for something.
    /// </summary>
    public virtual void SleepUntil(long monotonicNanoseconds)
    {
        while (monotonicNanoseconds - MonotonicNanoseconds is > 0 and var left)
            Thread.Sleep(TimeSpan.FromMicroseconds(Math.Ceiling(Math.Min(left, SleepMax) / 1000.0)));
    }

    const double SleepMax = 1e15;
}
