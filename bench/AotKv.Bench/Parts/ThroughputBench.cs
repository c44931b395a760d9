using AotKv.Bench.Loads;

namespace AotKv.Bench.Parts;

/// <summary>SET and GET of random keys on one core, ours and the peer in turn.</summary>
sealed class ThroughputBench(Bench bench) : Part("throughput", "Throughput, CPU time and latency, one core", bench)
{
    const long Keys = 1_000_000;
    const double FillSeconds = 3;

    public override double ExpectedSeconds =>
        RunSeconds(Loads().Count * 2 * Options.Rounds) + 2 * ValueSizes.Length * FillSeconds;

    int[] ValueSizes => Options.IsQuick ? [64] : [64, 1024];

    List<(int ValueBytes, Load Load)> Loads()
    {
        var loads = new List<(int, Load)>();
        foreach (var valueBytes in ValueSizes)
            foreach (var clients in Options.IsQuick ? (int[])[50] : [50, 1000])
                foreach (var pipeline in (int[])[1, 16, 64])
                {
                    var title = $"P={pipeline}, {valueBytes} bytes, {clients} clients";
                    var value = new string('x', valueBytes);
                    loads.Add((valueBytes, new($"SET {title}", pipeline, "SET", "key:__rand_int__", value)
                        { Clients = clients, Keys = Keys }));
                    loads.Add((valueBytes, new($"GET {title}", pipeline, "GET", "key:__rand_int__")
                        { Clients = clients, Keys = Keys }));
                }
        return loads;
    }

    protected override void Measure(Report report)
    {
        var duel = new Duel(
            Bench, Bench.Yard.Start(Contender.Ours(Options)), Bench.Yard.Start(Contender.Peer(Options)));
        report.Line($"{Duel.Legend} A million random keys of 16 bytes, all present.");
        report.Table(Duel.Columns);
        var filledWith = 0;
        foreach (var (valueBytes, load) in Loads())
        {
            if (IsOver) return;
            if (filledWith != valueBytes)
                duel.Both(server => Bench.Fill(server, Keys, "SET", "key:__seq__", new('x', valueBytes)));
            filledWith = valueBytes;
            duel.Show(report, load);
        }
    }
}
