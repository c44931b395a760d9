using AotKv.Instance.Info;
using AotKv.Linux;

namespace AotKv.Server;

/// <summary>The running process, as INFO asks for it. Any thread.</summary>
sealed class ServerProcess : ProcessFacts
{
    const double Million = 1_000_000;

    public override void Fault() => FaultReports.Provoke();

    public override void Panic(string lines, bool exits) => FaultReports.Panic(lines, exits);

    public override string OperatingSystem { get; } = ProcessUsage.SystemName();

    public override long ResidentBytes => ProcessUsage.ResidentBytes;

    public override long MachineMemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public override double CpuSystemSeconds => ProcessUsage.OwnCpuTime.SystemMicroseconds / Million;

    public override double CpuUserSeconds => ProcessUsage.OwnCpuTime.UserMicroseconds / Million;
}
