namespace AotKv.Values.HyperLogLogs;

/// <summary>
/// The number of different elements that a histogram of registers speaks for: the improved estimator of Otmar Ertl,
/// "New cardinality estimation algorithms for HyperLogLog sketches", arXiv:1702.01284, algorithm 6. Its sums are in
/// Valkey's order, so that counts are the same. Stateless.
/// </summary>
static class CardinalityEstimate
{
    const double AlphaInfinity = 0.721347520444481703680;

    public static long Of(ReadOnlySpan<int> histogram)
    {
        const double Registers = HyperLogLog.Registers;
        var z = Registers * Tau((Registers - histogram[HyperLogLog.RankMax]) / Registers);
        for (var value = HyperLogLog.RankMax - 1; value >= 1; value--)
        {
            z += histogram[value];
            z *= 0.5;
        }
        z += Registers * Sigma(histogram[0] / Registers);
        return (long)Math.Round(AlphaInfinity * Registers * Registers / z, MidpointRounding.AwayFromZero);
    }

    static double Sigma(double x)
    {
        if (x == 1) return double.PositiveInfinity;
        double before, y = 1, z = x;
        do
        {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        }
        while (before != z);
        return z;
    }

    static double Tau(double x)
    {
        if (x is 0 or 1) return 0;
        double before, y = 1, z = 1 - x;
        do
        {
            x = Math.Sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        }
        while (before != z);
        return z / 3;
    }
}
