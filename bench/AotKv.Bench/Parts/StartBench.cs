using System.Diagnostics;

namespace AotKv.Bench.Parts;

/// <summary>From the start of the process to the first answer to PING, and what it then holds of memory.</summary>
sealed class StartBench(Bench bench) : Part("start", "Start", bench)
{
    const int Starts = 15;
    const double StartSeconds = 0.06;

    public override double ExpectedSeconds => 2 * Starts * StartSeconds;

    protected override void Measure(Report report)
    {
        report.Table("", "first PING, ms (median; worst)", "idle resident, MB");
        foreach (var contender in (Contender[])[Contender.Peer(Options), Contender.Ours(Options)])
        {
            var times = new List<double>();
            long resident = 0;
            for (var i = 0; i < Starts && !IsOver; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var server = Bench.Yard.Start(contender);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                resident = server.ResidentBytes();
                Bench.Yard.Stop(server);
            }
            times.Sort();
            report.Row(contender.Name, $"{times[times.Count / 2]:F1}; {times[^1]:F1}", $"{resident / 1e6:F1}");
        }
    }
}
