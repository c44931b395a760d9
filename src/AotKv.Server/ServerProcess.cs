using System.Globalization;
using System.Runtime.InteropServices;
using AotKv.Instance.Info;

namespace AotKv.Server;

/// <summary>The running process, as INFO asks for it. Any thread.</summary>
sealed class ServerProcess : ProcessFacts
{
    static readonly string System = $"Linux {Environment.OSVersion.Version} {Machine}";

    static string Machine => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";

    public override string OperatingSystem => System;

    /// <summary>The second number of /proc/self/statm, pages.</summary>
    public override long ResidentBytes
    {
        get
        {
            var fields = File.ReadAllText("/proc/self/statm").Split(' ');
            return long.Parse(fields[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
    }

    public override long MachineMemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public override double CpuSystemSeconds => Environment.CpuUsage.PrivilegedTime.TotalSeconds;

    public override double CpuUserSeconds => Environment.CpuUsage.UserTime.TotalSeconds;
}
