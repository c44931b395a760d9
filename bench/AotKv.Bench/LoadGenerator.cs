using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AotKv.Bench;

/// <summary>Runs redis-benchmark on the CPU that the servers do not have.</summary>
static partial class LoadGenerator
{
    const int KeyCount = 1_000_000;

    public static Sample Run(int port, int serverProcess, string test, Load load, int requests)
    {
        var before = CpuTime.NanosecondsOf(serverProcess);
        var text = Output("taskset", "-c", "1", "redis-benchmark", "-p", $"{port}", "-t", test, "-n", $"{requests}",
            "-c", $"{load.Clients}", "-P", $"{load.Pipeline}", "-d", $"{load.ValueBytes}", "-r", $"{KeyCount}");
        var cpu = CpuTime.NanosecondsOf(serverProcess) - before;
        var summary = Summary().Match(text);
        return new(
            Number(Throughput().Match(text).Groups[1].Value), cpu / 1_000.0 / requests,
            Number(summary.Groups[1].Value), Number(summary.Groups[2].Value), Percentile(text, 99.9));
    }

    /// <summary>The first step of the printed distribution that is at least a percentile.</summary>
    static double Percentile(string text, double percent)
    {
        foreach (Match step in Step().Matches(text))
            if (Number(step.Groups[1].Value) >= percent) return Number(step.Groups[2].Value);
        return double.NaN;
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    public static string Output(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {text}{errors.Result}");
        return text;
    }

    [GeneratedRegex(@"throughput summary: ([0-9.]+)")]
    private static partial Regex Throughput();

    // The columns are avg, min, p50, p95, p99 and max.
    [GeneratedRegex(@"avg\s+min\s+p50\s+p95\s+p99\s+max\s+[0-9.]+\s+[0-9.]+\s+([0-9.]+)\s+[0-9.]+\s+([0-9.]+)")]
    private static partial Regex Summary();

    [GeneratedRegex(@"([0-9.]+)% <= ([0-9.]+) milliseconds \(cumulative")]
    private static partial Regex Step();
}
