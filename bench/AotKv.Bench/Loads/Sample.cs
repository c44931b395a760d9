namespace AotKv.Bench.Loads;

/// <summary>What one run of a load showed.</summary>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="ServerMicroseconds">The server's CPU time for one request, all its threads.</param>
/// <param name="P50">Milliseconds, as the client waited; likewise the others.</param>
sealed record Sample(double PerSecond, double ServerMicroseconds, double P50, double P99, double P999, double Max)
{
    public static Sample Median(IReadOnlyList<Sample> samples) => new(
        Middle(samples, s => s.PerSecond), Middle(samples, s => s.ServerMicroseconds),
        Middle(samples, s => s.P50), Middle(samples, s => s.P99), Middle(samples, s => s.P999),
        Middle(samples, s => s.Max));

    static double Middle(IReadOnlyList<Sample> samples, Func<Sample, double> value) =>
        samples.Select(value).Order().ElementAt(samples.Count / 2);

    /// <summary>The latencies as a cell of a table.</summary>
    public string Latency => $"{P50:F2} / {P99:F2} / {P999:F2}";
}
