using AotKv.Bench.Loads;

namespace AotKv.Bench.Parts;

/// <summary>How long clients wait where the server is not saturated: a fixed rate, the same for both.</summary>
sealed class LatencyBench(Bench bench) : Part("latency", "Latency under 70% of the slower one's maximum", bench)
{
    const double LoadShare = 0.7;
    const long Keys = 100_000;
    const double SecondsFactor = 2;
    const double FillSeconds = 1;

    static readonly int[] valueSizes = [64, 1024];
    static readonly int[] clientCounts = [50, 1000];

    public override double ExpectedSeconds
    {
        get
        {
            var loads = valueSizes.Length * clientCounts.Length * 2;
            var rates = RunSeconds(loads * 2);
            return rates + loads * 2 * Options.Rounds * (Options.Seconds * SecondsFactor + 0.2)
                + valueSizes.Length * 2 * FillSeconds;
        }
    }

    protected override void Measure(Report report)
    {
        var duel = new Duel(
            Bench, Bench.Yard.Start(Contender.Ours(Options)), Bench.Yard.Start(Contender.Peer(Options)));
        report.Line("An open loop, P=1: requests are due at a fixed rate and their time runs from when they were " +
            "due, so that no stall hides those it kept waiting. The rate is 70% of what the slower of the two " +
            "reached in a closed loop. Milliseconds.");
        report.Table("load", "rate/s", "peer p50 / p99 / p99.9", "ours", "p99.9 ratio", "peer longest", "ours",
            "peer CPU", "ours CPU");
        foreach (var valueBytes in valueSizes)
        {
            var value = new string('x', valueBytes);
            duel.Both(server => Bench.Fill(server, Keys, "SET", "key:__seq__", value));
            foreach (var clients in clientCounts)
            {
                if (IsOver) return;
                var title = $"{valueBytes} bytes, {clients} clients";
                Show(report, duel, new($"SET {title}", 1, "SET", "key:__rand_int__", value) { Clients = clients });
                Show(report, duel, new($"GET {title}", 1, "GET", "key:__rand_int__") { Clients = clients });
            }
        }
    }

    void Show(Report report, Duel duel, Load load)
    {
        load = load with { Keys = Keys };
        var most = Math.Min(Bench.Run(duel.Ours, load).PerSecond, Bench.Run(duel.Peer, load).PerSecond);
        var (ours, peer) = duel.Run(load with
        {
            Rate = Math.Floor(most * LoadShare),
            Seconds = Options.Seconds * SecondsFactor,
        });
        report.Row(load.Title, $"{most * LoadShare:N0}", Text(peer), Text(ours), $"{ours.P999 / peer.P999:F2}x",
            $"{peer.Max:F2}", $"{ours.Max:F2}", $"{peer.ServerMicroseconds:F2}", $"{ours.ServerMicroseconds:F2}");
    }

    /// <summary>Three digits: unsaturated, half a tenth of a millisecond is much.</summary>
    static string Text(Sample sample) => $"{sample.P50:F3} / {sample.P99:F3} / {sample.P999:F3}";
}
