using AotKv.Machine;

namespace AotKv.Engine.Tests;

/// <summary>A clock that stands where the test has set it.</summary>
sealed class SetClock : Clock
{
    public long Milliseconds { get; set; } = 1_000_000;

    public override long UnixMicroseconds => Milliseconds * 1000;

    public override long MonotonicNanoseconds => Milliseconds * 1_000_000;
}
