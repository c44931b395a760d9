using AotKv.Bench.Loads;

namespace AotKv.Bench.Parts;

/// <summary>
/// Predicts 16 and 64 cores from what was measured at 1 to 8 shards: docs/SCALING.md has the formula and what it
/// assumes.
/// </summary>
sealed class ScalingModel(Dictionary<(string Load, int Shards), Sample> medians, bool isQuick)
{
    static readonly int[] measured = [2, 4, 8];
    static readonly int[] predicted = [1, 4, 16, 64];

    double Cost(string load, int shards) => medians[(load, shards)].ServerMicroseconds;

    /// <summary>The shards that a pipeline of random keys reaches, on average.</summary>
    static double PartsOf(double shards, int pipeline) => shards * (1 - Math.Pow(1 - 1 / shards, pipeline));

    public void Show(Report report)
    {
        var alone = SequenceCost.Nanoseconds(shards: 8, threads: 1) / 1_000;
        var few = SequenceCost.Nanoseconds(shards: 2, threads: 2) / 1_000;
        var many = SequenceCost.Nanoseconds(shards: 8, threads: 2) / 1_000;
        // A publication is a part that is always there, and one for each shard.
        var each = Math.Max(0, (many - few) / 6);
        var always = Math.Max(0, few - 2 * each);
        report.Line($"\nThe sequence, microseconds from one publication to the next: of 8 parts by one CPU alone " +
            $"{alone:F2}; by two CPUs at once {few:F2} of 2 parts, {many:F2} of 8: {always:F2} and {each:F2} a part.");
        report.Line("\nPredicted, million requests a second: CPU alone / with the sequence, which bounds what goes " +
            "way 2 (docs/SCALING.md).");
        report.Table(["load", "part, us", "fit off by", .. predicted.Select(cores => $"{cores} cores")]);
        foreach (var command in (string[])["GET", "SET"])
            foreach (var pipeline in isQuick ? (int[])[1, 16] : [1, 16, 64])
            {
                ShowLocal(report, command, pipeline);
                ShowAnyKey(report, command, pipeline, always, each);
            }
    }

    void ShowLocal(Report report, string command, int pipeline)
    {
        var cost = measured.Average(shards => Cost($"{command} way 1, local, P={pipeline}", shards));
        report.Row([$"{command} local, P={pipeline}", "0", "", .. predicted.Select(cores => $"{cores / cost:F1}")]);
    }

    void ShowAnyKey(Report report, string command, int pipeline, double always, double each)
    {
        var load = $"{command} any key, P={pipeline}";
        var local = Cost(load, shards: 1);
        // Least squares through the point of one shard: cost(S) - cost(1) = part * parts(S) / P.
        double above = 0, below = 0;
        foreach (var shards in measured)
        {
            var share = Share(shards, pipeline);
            above += share * (Cost(load, shards) - local);
            below += share * share;
        }
        var part = Math.Max(0, above / below);
        var off = measured.Max(shards =>
            Math.Abs(local + part * Share(shards, pipeline) - Cost(load, shards)) / Cost(load, shards));
        report.Row([load, $"{part:F2}", $"{off:P0}", .. predicted.Select(cores => Prediction(cores))]);

        string Prediction(int cores)
        {
            var byCpu = cores / (local + part * Share(cores, pipeline));
            if (cores == 1 || pipeline == 1) return $"{byCpu:F1}";
            var bySequence = pipeline / (always + each * PartsOf(cores, pipeline));
            return $"{byCpu:F1} / {Math.Min(byCpu, bySequence):F1}";
        }
    }

    /// <summary>Parts for each request that are not simply run where the connection is.</summary>
    static double Share(double shards, int pipeline)
    {
        if (shards == 1) return 0;
        return pipeline == 1 ? 1 - 1 / shards : PartsOf(shards, pipeline) / pipeline;
    }
}
