namespace AotKv.Bench;

/// <summary>Measures our server against a peer on this machine, in turn, and writes bench/RESULTS.md.</summary>
static class Program
{
    static int Main(string[] arguments)
    {
        if (Options.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine("usage: --ours PATH --peer PATH [--echo PATH] [--backend io_uring|epoll|auto] " +
                "[--only throughput|memory|start|echo] [--quick] [--root REPOSITORY]");
            return 2;
        }
        if (Environment.ProcessorCount < 2)
        {
            Console.Error.WriteLine("This needs two CPUs: one for the server, one for the load.");
            return 1;
        }
        var report = new Report();
        Introduce(options, report);
        if (options.Only is "" or "start") new StartBench(options, report).Run();
        if (options.Only is "" or "throughput") new ThroughputBench(options, report).Run();
        if (options.Only is "" or "throughput" or "echo") new EchoBench(options, report).Run();
        if (options.Only is "" or "memory") new MemoryBench(options, report).Run();
        if (!options.IsQuick && options.Only == "")
            File.WriteAllText(Path.Combine(options.Root, "bench", "RESULTS.md"), report.ToString());
        return 0;
    }

    static void Introduce(Options options, Report report)
    {
        report.Line("# Results");
        report.Line("");
        report.Line($"- Commit {Git("describe", "--always", "--dirty")}, {DateTime.UtcNow:yyyy-MM-dd}; " +
            $"`./build.sh bench`, medians of {options.Rounds} interleaved rounds.");
        report.Line($"- Machine: {Environment.ProcessorCount} CPUs ({Processor()}), " +
            $"{Environment.OSVersion.VersionString}, loopback; server on CPU 0, load on CPU 1. " +
            $"Load average at the start: {File.ReadAllText("/proc/loadavg").Split(' ')[0]}.");
        report.Line($"- Ours: {Version(options.Ours)}, --network-backend {options.Backend}.");
        report.Line($"- Peer: {Version(options.Peer)}.");
        report.Line("- Both: `--save \"\" --appendonly no --io-threads 1`; a million random keys.");

        string Git(params string[] arguments) =>
            LoadGenerator.Output("git", ["-C", options.Root, .. arguments]).Trim();
    }

    static string Version(string binary) => LoadGenerator.Output(binary, "--version").Trim();

    static string Processor()
    {
        foreach (var line in File.ReadLines("/proc/cpuinfo"))
            if (line.StartsWith("model name", StringComparison.Ordinal)) return line[(line.IndexOf(':') + 2)..];
        return "unknown processor";
    }
}
