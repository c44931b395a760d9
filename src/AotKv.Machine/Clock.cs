namespace AotKv.Machine;

/// <summary>The machine's clocks. Read once per loop turn by a core, which passes the reading on.</summary>
public abstract class Clock
{
    /// <summary>Wall-clock time, microseconds since 1970-01-01 UTC.</summary>
    public abstract long UnixMicroseconds { get; }

    /// <summary>A clock that never goes back (CLOCK_MONOTONIC), nanoseconds since an arbitrary instant.</summary>
    public abstract long MonotonicNanoseconds { get; }
}
