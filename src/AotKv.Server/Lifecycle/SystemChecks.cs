using System.Text;
using AotKv.Linux;

namespace AotKv.Server.Lifecycle;

/// <summary>
/// Settings of the system that do harm: all of them for --check-system, the important ones as warnings at start. Each
/// check answers Valkey's words for what is wrong, "" for nothing, or null where it cannot tell.
/// </summary>
static class SystemChecks
{
    const string Sources = "/sys/devices/system/clocksource/clocksource0";
    const int MeasuredMilliseconds = 50;

    static readonly (string Name, Func<string?> Check)[] all =
    [
        ("slow-clocksource", SlowClock),
        ("xen-clocksource", XenClock),
        ("overcommit", Overcommit),
        ("THP", HugePages),
    ];

    /// <summary>The report of --check-system; <paramref name="isFine"/> where nothing is wrong.</summary>
    public static string Report(out bool isFine)
    {
        var report = new StringBuilder();
        isFine = true;
        foreach (var (name, check) in all)
        {
            var complaint = check();
            report.Append($"[{name}]...");
            report.Append(complaint switch { null => "skipped\n", "" => "OK\n", _ => $"WARNING:\n{complaint}\n" });
            isFine &= string.IsNullOrEmpty(complaint);
        }
        return report.ToString();
    }

    /// <summary>The time costs a system call where the kernel's clock source is a bad one.</summary>
    static string? SlowClock()
    {
        var clock = new LinuxClock();
        var start = clock.MonotonicNanoseconds;
        var before = CurrentThread.CpuTime;
        while (clock.MonotonicNanoseconds - start < MeasuredMilliseconds * 1_000_000L)
        {
        }
        var after = CurrentThread.CpuTime;
        var inKernel = after.SystemMicroseconds - before.SystemMicroseconds;
        var outside = after.UserMicroseconds - before.UserMicroseconds;
        if (inKernel * 10 <= inKernel + outside) return "";
        return "Slow system clocksource detected. This can result in degraded performance. "
            + "Consider changing the system's clocksource. "
            + $"Current clocksource: {ReadLine($"{Sources}/current_clocksource")}. "
            + $"Available clocksources: {ReadLine($"{Sources}/available_clocksource")}. "
            + $"For example: run the command 'echo tsc > {Sources}/current_clocksource' as root. "
            + "To permanently change the system's clocksource you'll need to set the "
            + "'clocksource=' kernel command line parameter.";
    }

    public static string? XenClock() => ReadLine($"{Sources}/current_clocksource") switch
    {
        null => null,
        "xen" => "Your system is configured to use the 'xen' clocksource which might lead to degraded performance. "
            + "Check the result of the [slow-clocksource] system check: run 'valkey-server --check-system' to check if "
            + "the system's clocksource isn't degrading performance.",
        _ => "",
    };

    public static string? Overcommit() => ReadLine("/proc/sys/vm/overcommit_memory") switch
    {
        null => null,
        "1" => "",
        _ => "Memory overcommit must be enabled! Without it, a background save or replication may fail under low "
            + "memory condition. To fix this issue add 'vm.overcommit_memory = 1' to /etc/sysctl.conf and then reboot "
            + "or run the command 'sysctl vm.overcommit_memory=1' for this to take effect.",
    };

    public static string? HugePages() => ReadLine("/sys/kernel/mm/transparent_hugepage/enabled") switch
    {
        null => null,
        var line when line.Contains("[always]", StringComparison.Ordinal) =>
            "You have Transparent Huge Pages (THP) support enabled in your kernel. "
            + "This will create latency and memory usage issues with Valkey. "
            + "To fix this issue run the command 'echo madvise > /sys/kernel/mm/transparent_hugepage/enabled' as root, "
            + "and add it to your /etc/rc.local in order to retain the setting after a reboot. "
            + "Valkey must be restarted after THP is disabled (set to 'madvise' or 'never').",
        _ => "",
    };

    /// <summary>The kernel's bound for tcp-backlog; 0 where it is unknown.</summary>
    public static long BacklogMax() =>
        long.TryParse(ReadLine("/proc/sys/net/core/somaxconn"), out var most) ? most : 0;

    static string? ReadLine(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
