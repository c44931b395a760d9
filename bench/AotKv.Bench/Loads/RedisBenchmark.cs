using System.Globalization;
using System.Text.RegularExpressions;
using AotKv.Loopback;

namespace AotKv.Bench.Loads;

/// <summary>
/// Debian's redis-benchmark under the same loads, for who trusts no generator of ours. From P=16 on it is the limit,
/// not the server.
/// </summary>
static partial class RedisBenchmark
{
    /// <summary>What a run of a second takes, roughly: redis-benchmark counts requests, not seconds.</summary>
    static long RequestsFor(Load load, double seconds) =>
        Math.Min(load.Requests, (long)(seconds * (load.Pipeline < 8 ? 80_000 : 800_000)));

    /// <summary>Whether it can send the load: it has no rows, tags, rates or requests of several commands.</summary>
    public static bool Can(Load load) =>
        load.Rate == 0 && load.Shards == 1 && !load.Request.Any(text => text is ";" || text.Contains("__seq__"));

    public static Sample Run(ServerProcess server, Load load, double seconds, string cpus)
    {
        var requests = RequestsFor(load, load.Seconds > 0 ? load.Seconds : seconds);
        var before = CpuTime.NanosecondsOf(server.Id);
        var text = ChildProcess.Output("taskset", ["-c", cpus, "redis-benchmark", "-p", $"{server.Port}", "-n",
            $"{requests}", "-c", $"{load.Clients}", "-P", $"{load.Pipeline}", "-r", $"{load.Keys}", .. load.Request]);
        var cpu = CpuTime.NanosecondsOf(server.Id) - before;
        var summary = Summary().Match(text);
        return new(
            Number(Throughput().Match(text).Groups[1].Value), cpu / 1_000.0 / requests,
            Number(summary.Groups[1].Value), Number(summary.Groups[2].Value), Percentile(text, 99.9),
            Number(summary.Groups[3].Value));
    }

    /// <summary>The first step of the printed distribution that is at least a percentile.</summary>
    static double Percentile(string text, double percent)
    {
        foreach (Match step in Step().Matches(text))
            if (Number(step.Groups[1].Value) >= percent) return Number(step.Groups[2].Value);
        return double.NaN;
    }

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"throughput summary: ([0-9.]+)")]
    private static partial Regex Throughput();

    // The columns are avg, min, p50, p95, p99 and max.
    [GeneratedRegex(@"avg\s+min\s+p50\s+p95\s+p99\s+max\s+[0-9.]+\s+[0-9.]+\s+([0-9.]+)\s+[0-9.]+" +
        @"\s+([0-9.]+)\s+([0-9.]+)")]
    private static partial Regex Summary();

    [GeneratedRegex(@"([0-9.]+)% <= ([0-9.]+) milliseconds \(cumulative")]
    private static partial Regex Step();
}
