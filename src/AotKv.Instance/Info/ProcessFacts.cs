namespace AotKv.Instance.Info;

/// <summary>What INFO says of the process and the machine; the parts that change are read when asked.</summary>
public abstract class ProcessFacts
{
    public required int Pid { get; init; }

    /// <summary>40 hexadecimal digits, new at every start.</summary>
    public required string RunId { get; init; }

    /// <summary>Names the build: hexadecimal digits.</summary>
    public required string BuildId { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public required long StartedAt { get; init; }

    public required string Executable { get; init; }

    /// <summary>The configuration file's absolute path, empty for none.</summary>
    public required string ConfigFile { get; init; }

    /// <summary>"io_uring" or "epoll".</summary>
    public required string NetworkName { get; set; }

    /// <summary>Who watches over the process: "systemd", "upstart" or "no".</summary>
    public required string Supervisor { get; init; }

    /// <summary>Writes where no memory is, so that the process dies with a report.</summary>
    public abstract void Fault();

    /// <summary>Ends the process with a report that begins with these lines: use-exit-on-panic says how.</summary>
    public abstract void Panic(string lines, bool exits);

    /// <summary>The kernel and machine, as "Linux 6.1.0 x86_64".</summary>
    public abstract string OperatingSystem { get; }

    /// <summary>Resident memory, bytes.</summary>
    public abstract long ResidentBytes { get; }

    /// <summary>Memory of the machine, bytes.</summary>
    public abstract long MachineMemoryBytes { get; }

    /// <summary>CPU time of the process in the kernel, seconds.</summary>
    public abstract double CpuSystemSeconds { get; }

    /// <summary>CPU time of the process outside the kernel, seconds.</summary>
    public abstract double CpuUserSeconds { get; }
}
