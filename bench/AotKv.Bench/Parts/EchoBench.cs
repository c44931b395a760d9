using System.Diagnostics;
using AotKv.Bench.Loads;

namespace AotKv.Bench.Parts;

/// <summary>The same reactor answering a constant: how far the server is from what the kernel allows.</summary>
sealed class EchoBench(Bench bench) : Part("echo", "Echo floor, 50 clients", bench)
{
    static readonly int[] pipelines = [1, 16, 64];

    public override double ExpectedSeconds => RunSeconds(pipelines.Length * Options.Rounds);

    protected override void Measure(Report report)
    {
        if (Options.Echo is null || !File.Exists(Options.Echo))
        {
            report.Line("Not measured: no binary was given by --echo.");
            return;
        }
        var echo = new Contender("echo", Options.Echo, "--network", Options.Backend);
        var server = Bench.Yard.Start(echo);
        report.Table($"answers of a constant, {Options.Backend}", "answers/s", "CPU", "latency");
        foreach (var pipeline in pipelines)
        {
            if (IsOver) return;
            var samples = new List<Sample>();
            for (var round = 0; round < Options.Rounds; round++)
                samples.Add(Bench.Run(server, new Load($"P={pipeline}", pipeline, "PING")));
            var median = Sample.Median(samples);
            report.Row($"P={pipeline}", $"{median.PerSecond:N0}", $"{median.ServerMicroseconds:F2}", median.Latency);
        }
    }
}
