using System.Diagnostics;
using AotKv.Bench.Loads;

namespace AotKv.Bench;

/// <summary>Runs parts one after another and leaves their tables, with machine and commit, in out/bench.</summary>
sealed class Session(Options options, Part[] parts)
{
    /// <summary>False where a part failed: the others are measured all the same.</summary>
    public bool Run()
    {
        var folder = Path.Combine(options.Root, "out", "bench");
        Directory.CreateDirectory(folder);
        Console.WriteLine($"About {parts.Sum(part => part.ExpectedSeconds) / 60:F1} minutes; tables go to {folder}:");
        foreach (var part in parts)
            Console.WriteLine($"  {part.Name,-12} {part.ExpectedSeconds,5:F0} s, at most {part.LimitSeconds:F0} s");
        var head = new Report();
        Introduce(head);
        var all = head.ToString();
        var isSound = true;
        foreach (var part in parts)
        {
            var report = new Report();
            var clock = Stopwatch.StartNew();
            try
            {
                part.Run(report);
            }
            catch (Exception failure) when (failure is LoadException or InvalidOperationException or IOException
                or InvalidDataException or System.Net.Sockets.SocketException)
            {
                isSound = false;
                report.Line($"\nThis part failed: {failure.Message} {part.StopServers()}");
            }
            Console.WriteLine($"\n({part.Name}: {clock.Elapsed.TotalSeconds:F0} s)");
            File.WriteAllText(Path.Combine(folder, $"{part.Name}.md"), head + report.ToString());
            all += report;
        }
        File.WriteAllText(Path.Combine(folder, "RESULTS.md"), all);
        return isSound;
    }

    void Introduce(Report report)
    {
        report.Line("# Results");
        report.Line("");
        report.Line($"- Commit {Git("describe", "--always", "--dirty")}, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC; " +
            $"`./build.sh bench`, medians of {options.Rounds} interleaved rounds of {options.Seconds} s.");
        report.Line($"- Machine: {Environment.ProcessorCount} CPUs ({Processor()}), " +
            $"{Environment.OSVersion.VersionString}, loopback; server on CPU 0, load on CPU 1, unless said " +
            $"otherwise. Load average at the start: {File.ReadAllText("/proc/loadavg").Split(' ')[0]}.");
        report.Line($"- Ours: {Version(options.Ours)}, --network-backend {options.Backend}.");
        report.Line($"- Peer: {Version(options.Peer)}.");
        report.Line("- Both: `--save \"\" --appendonly no --io-threads 1`, unless said otherwise. Load: " +
            (options.UsesRedisBenchmark ? "redis-benchmark where it can, else our own." : "our own generator."));
    }

    string Git(params string[] arguments) => ChildProcess.Output("git", ["-C", options.Root, .. arguments]).Trim();

    static string Version(string binary) => ChildProcess.Output(binary, "--version").Trim();

    static string Processor()
    {
        foreach (var line in File.ReadLines("/proc/cpuinfo"))
            if (line.StartsWith("model name", StringComparison.Ordinal)) return line[(line.IndexOf(':') + 2)..];
        return "unknown processor";
    }
}
