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

    static readonly Setting[] settings =
        [new(1), new(2), new(4), new(8), new(2, ByMessage: true), new(4, ByMessage: true), new(8, ByMessage: true)];

    readonly Dictionary<(string Load, Setting), Sample> medians = [];

    /// <summary>ByMessage: what is on other shards is sent there, also where their cores sleep.</summary>
    readonly record struct Setting(int Shards, bool ByMessage = false);

    public override double ExpectedSeconds
    {
        get
        {
            var runs = settings.Sum(setting =>
                WayLoads.All(Options.IsQuick).Count(load => WayLoads.Means(load, setting.Shards))) * Options.Rounds;
            return runs * (Options.Seconds * RunShare + 0.2) + settings.Length * FillSeconds;
        }
    }

    protected override void Measure(Report report)
    {
        var servers = Array.ConvertAll(settings, setting => Bench.Yard.Start(ContenderOf(setting)));
        for (var i = 0; i < servers.Length; i++) Fill(servers[i], settings[i].Shards);
        report.Line("CPU of all the server's threads, microseconds a request, all on CPU 0. As it is: cores stand in " +
            "for those that sleep, as they do where CPUs are few or load is light. By message (stand-in-commands 0): " +
            "what cores of their own do when all are busy; a hop between them is also a switch between threads " +
            "here, which those do not pay, but no cache line moves between CPUs. Latencies are milliseconds, " +
            "p50 / p99 / p99.9, 50 clients.");
        report.Table("load", "1 shard", "2", "4", "8", "4 to 1", "by message: 2", "4", "8", "4 to 1",
            "latency at 1", "at 4", "at 4 by message");
        foreach (var load in WayLoads.All(Options.IsQuick))
        {
            if (IsOver) return;
            Run(load, servers);
            Show(report, load);
        }
        new ScalingModel(medians.Where(one => one.Key.Item2.ByMessage || one.Key.Item2.Shards == 1)
            .ToDictionary(one => (one.Key.Load, one.Key.Item2.Shards), one => one.Value), Options.IsQuick).Show(report);
    }

    Contender ContenderOf(Setting setting)
    {
        var ours = Contender.Ours(Options, setting.Shards);
        return setting.ByMessage ? ours with { Arguments = [.. ours.Arguments, "--stand-in-commands", "0"] } : ours;
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
                if (WayLoads.Means(load, settings[i].Shards))
                    samples[i].Add(Bench.Run(servers[i],
                        load with { Shards = settings[i].Shards, Seconds = Options.Seconds * RunShare }));
        for (var i = 0; i < servers.Length; i++)
            if (samples[i].Count > 0) medians[(load.Title, settings[i])] = Sample.Median(samples[i]);
    }

    void Show(Report report, Load load)
    {
        string Cell(Setting setting, Func<Sample, string> text) =>
            medians.TryGetValue((load.Title, setting), out var sample) ? text(sample) : "";
        string Cost(Setting setting) => Cell(setting, sample => $"{sample.ServerMicroseconds:F2}");
        string Ratio(Setting setting) => Cell(setting, four => Cell(new(1), one =>
            $"{four.ServerMicroseconds / one.ServerMicroseconds:F2}x"));
        Setting four = new(4), fourByMessage = new(4, ByMessage: true);
        report.Row([
            load.Title, .. settings[..4].Select(Cost), Ratio(four), .. settings[4..].Select(Cost), Ratio(fourByMessage),
            .. new[] { new(1), four, fourByMessage }.Select(setting => Cell(setting, sample => sample.Latency))]);
    }
}
