using AotKv.Bench.Loads;
using AotKv.Loopback;

namespace AotKv.Bench.Parts;

/// <summary>
/// What a command costs at 1, 2, 4 and 8 shards by the way it takes, and what that predicts for machines that we do not
/// have (docs/SCALING.md). All cores of the server share CPU 0, so that the time of all threads can be compared.
/// </summary>
sealed class WaysBench(Bench bench) : Part("ways", "What a shard boundary costs", bench)
{
    const double FillSeconds = 4;
    const double RunShare = 0.6;

    static readonly int[] shardCounts = [1, 2, 4, 8];

    readonly Dictionary<(string Load, int Shards), Sample> medians = [];

    public override double ExpectedSeconds
    {
        get
        {
            var runs = shardCounts.Sum(shards =>
                WayLoads.All(Options.IsQuick).Count(load => WayLoads.Means(load, shards))) * Options.Rounds;
            return runs * (Options.Seconds * RunShare + 0.2) + shardCounts.Length * FillSeconds;
        }
    }

    protected override void Measure(Report report)
    {
        var servers = Array.ConvertAll(shardCounts, shards => Bench.Yard.Start(Contender.Ours(Options, shards)));
        for (var i = 0; i < servers.Length; i++) Fill(servers[i], shardCounts[i]);
        report.Line("CPU of all the server's threads, microseconds a request, all on CPU 0: a hop between cores is " +
            "also a switch between threads here, which cores of their own do not pay, but no cache line moves " +
            "between CPUs. Latencies are milliseconds, p50 / p99 / p99.9, 50 clients.");
        report.Table("load", "1 shard", "2", "4", "8", "4 to 1", "latency at 1", "at 2", "at 4", "at 8");
        foreach (var load in WayLoads.All(Options.IsQuick))
        {
            if (IsOver) return;
            Run(load, servers);
            Show(report, load);
        }
        new ScalingModel(medians, Options.IsQuick).Show(report);
    }

    void Fill(ServerProcess server, int shards)
    {
        Bench.Fill(server, WayLoads.Keys, "SET", "key::__seq__", "value");
        foreach (var tag in ShardTags.Of(shards))
            Bench.Fill(server, WayLoads.Keys, "SET", $"key:{{{tag}}}:__seq__", "value");
    }

    void Run(Load load, ServerProcess[] servers)
    {
        var samples = Array.ConvertAll(servers, _ => new List<Sample>());
        for (var round = 0; round < Options.Rounds; round++)
            for (var i = 0; i < servers.Length; i++)
                if (WayLoads.Means(load, shardCounts[i]))
                    samples[i].Add(Bench.Run(servers[i],
                        load with { Shards = shardCounts[i], Seconds = Options.Seconds * RunShare }));
        for (var i = 0; i < servers.Length; i++)
            if (samples[i].Count > 0) medians[(load.Title, shardCounts[i])] = Sample.Median(samples[i]);
    }

    void Show(Report report, Load load)
    {
        string Cell(int shards, Func<Sample, string> text) =>
            medians.TryGetValue((load.Title, shards), out var sample) ? text(sample) : "";
        var ratio = medians.TryGetValue((load.Title, 1), out var one)
            && medians.TryGetValue((load.Title, 4), out var four)
            ? $"{four.ServerMicroseconds / one.ServerMicroseconds:F2}x" : "";
        report.Row([load.Title, .. shardCounts.Select(shards => Cell(shards, s => $"{s.ServerMicroseconds:F2}")), ratio,
            .. shardCounts.Select(shards => Cell(shards, s => s.Latency))]);
    }
}
