using AotKv.Instance.Info;

namespace AotKv.Interleavings.Tests.Simulated;

/// <summary>A process that nothing is known of.</summary>
sealed class SimulatedProcess : ProcessFacts
{
    public override string OperatingSystem => "simulated";

    public override long ResidentBytes => 0;

    public override long MachineMemoryBytes => 0;

    public override double CpuSystemSeconds => 0;

    public override double CpuUserSeconds => 0;

    public override void Fault() => throw new InvalidOperationException("Asked to crash.");

    public override void Panic(string lines, bool exits) => throw new InvalidOperationException(lines);
}
