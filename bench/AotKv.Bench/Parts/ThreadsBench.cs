using AotKv.Bench.Loads;

namespace AotKv.Bench.Parts;

/// <summary>Deep pipelines with two threads each: two shards of ours beside the peer's I/O threads.</summary>
sealed class ThreadsBench(Bench bench) : Part("threads", "Two threads on two CPUs, shared with the load", bench)
{
    const long Keys = 1_000_000;
    const double FillSeconds = 3;

    static readonly int[] pipelines = [16, 64, 256];

    public override double ExpectedSeconds =>
        RunSeconds(pipelines.Length * 2 * 2 * Options.Rounds) + 2 * FillSeconds;

    protected override void Measure(Report report)
    {
        var duel = new Duel(Bench,
            Bench.Yard.Start(Contender.Ours(Options, threads: 2), Contender.BothCpus),
            Bench.Yard.Start(Contender.Peer(Options, threads: 2), Contender.BothCpus))
        {
            LoadCpus = Contender.BothCpus,
        };
        report.Line($"Both `--io-threads 2`, on both CPUs as the load is. {Duel.Legend} 50 clients, values of 64 " +
            "bytes, a million random keys.");
        report.Table(Duel.Columns);
        var value = new string('x', 64);
        duel.Both(server => Bench.Fill(server, Keys, "SET", "key:__seq__", value));
        foreach (var pipeline in pipelines)
        {
            if (IsOver) return;
            duel.Show(report, new($"SET P={pipeline}", pipeline, "SET", "key:__rand_int__", value));
            duel.Show(report, new($"GET P={pipeline}", pipeline, "GET", "key:__rand_int__"));
        }
    }
}
