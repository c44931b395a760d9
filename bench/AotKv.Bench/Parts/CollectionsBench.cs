using System.Diagnostics;
using AotKv.Bench.Loads;
using AotKv.Loopback;

namespace AotKv.Bench.Parts;

/// <summary>Commands of collections on one core, and a scan over millions of keys.</summary>
sealed class CollectionsBench(Bench bench) : Part("collections", "Collections, one core", bench)
{
    const double FillSeconds = 0.6;
    const double ScanSeconds = 30;

    static readonly int[] pipelines = [1, 16];

    readonly CollectionLoads loads = new(bench);

    long ScannedKeys => Options.IsQuick ? 1_000_000 : 5_000_000;

    public override double ExpectedSeconds
    {
        get
        {
            var fills = pipelines.Sum(pipeline => loads.Standard(pipeline).Count) * 2 * Options.Rounds;
            var runs = fills + loads.Ours().Count * 2 * Options.Rounds;
            return RunSeconds(runs) + fills * FillSeconds + ScanSeconds * ScannedKeys / 5_000_000;
        }
    }

    protected override void Measure(Report report)
    {
        var duel = new Duel(
            Bench, Bench.Yard.Start(Contender.Ours(Options)), Bench.Yard.Start(Contender.Peer(Options)));
        report.Line($"{Duel.Legend} 50 clients. Loads that redis-benchmark has are its own; random " +
            "numbers are below a million.");
        report.Table(Duel.Columns);
        foreach (var pipeline in pipelines)
            foreach (var (load, before) in loads.Standard(pipeline))
                if (!IsOver) duel.Show(report, load, before);
        if (IsOver) return;
        duel.Both(loads.Prepare);
        foreach (var load in loads.Ours())
            if (!IsOver) duel.Show(report, load);
        if (IsOver) return;
        var group = loads.ReadGroup();
        duel.Show(report, group.Load, group.Before);
        if (!IsOver) ShowScan(report, duel);
    }

    void ShowScan(Report report, Duel duel)
    {
        duel.Both(server =>
        {
            Bench.Empty(server);
            Bench.Fill(server, ScannedKeys, "SET", "key:__seq__", "value");
        });
        report.Table($"SCAN over {ScannedKeys:N0} keys", "peer s", "ours s", "ratio", "peer CPU ns a key", "ours",
            "ratio");
        foreach (var count in (int[])[10, 1000])
        {
            var peer = new List<(double Seconds, double Nanoseconds)>();
            var ours = new List<(double Seconds, double Nanoseconds)>();
            // A scan by tens takes long: once.
            for (var round = 0; round < (count == 10 ? 1 : Options.Rounds); round++)
            {
                peer.Add(Scan(duel.Peer, count));
                ours.Add(Scan(duel.Ours, count));
            }
            var (other, mine) = (Middle(peer), Middle(ours));
            report.Row($"COUNT {count}", $"{other.Seconds:F2}", $"{mine.Seconds:F2}",
                $"{mine.Seconds / other.Seconds:F2}x", $"{other.Nanoseconds:F0}", $"{mine.Nanoseconds:F0}",
                $"{mine.Nanoseconds / other.Nanoseconds:F2}x");
        }
    }

    static (double Seconds, double Nanoseconds) Middle(List<(double Seconds, double Nanoseconds)> scans) =>
        scans.Order().ElementAt(scans.Count / 2);

    /// <summary>One client follows the cursor from 0 to 0; the replies are counted, not kept.</summary>
    (double Seconds, double Nanoseconds) Scan(ServerProcess server, int count)
    {
        var cpu = CpuTime.NanosecondsOf(server.Id);
        var clock = Stopwatch.StartNew();
        using var scanner = new Scanner(server.Port, count);
        var found = scanner.CountKeys();
        var seconds = clock.Elapsed.TotalSeconds;
        if (found < ScannedKeys) throw new LoadException($"SCAN found {found} of {ScannedKeys} keys.");
        return (seconds, (CpuTime.NanosecondsOf(server.Id) - cpu) / (double)ScannedKeys);
    }
}
