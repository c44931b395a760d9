using AotKv.Linux.Calls;
using AotKv.Machine;

namespace AotKv.Linux;

/// <summary>The machine's clocks, read in user space (vDSO). Any thread.</summary>
public sealed class LinuxClock : Clock
{
    public override long UnixMicroseconds => ProcessCalls.Clock(ProcessCalls.RealTime) / 1000;

    public override long MonotonicNanoseconds => ProcessCalls.Clock(ProcessCalls.Monotonic);
}
