using AotKv.Machine;

namespace AotKv.Instance;

/// <summary>
/// DEBUG SLEEP: a time until which no core goes on, so that a test finds a server that does not answer. Any thread sets
/// it; every core looks at it once a turn.
/// </summary>
public sealed class StandStill
{
    long until;

    /// <summary>Whether there is anything to wait for; a core that is not in time asks nothing more.</summary>
    public bool IsCalled => Volatile.Read(ref until) != 0;

    /// <summary>Stops the calling core now, and the others at their next turn.</summary>
    public void Call(Clock clock, TimeSpan length)
    {
        Volatile.Write(ref until, clock.MonotonicNanoseconds + (long)length.TotalNanoseconds);
        Thread.Sleep(length);
        Volatile.Write(ref until, 0);
    }

    /// <summary>Waits for what is left of it.</summary>
    public void Wait(Clock clock)
    {
        const long NanosecondsPerMillisecond = 1_000_000;
        var left = (Volatile.Read(ref until) - clock.MonotonicNanoseconds) / NanosecondsPerMillisecond;
        if (left > 0) Thread.Sleep((int)Math.Min(left, int.MaxValue));
    }
}
