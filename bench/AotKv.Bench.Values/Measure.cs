namespace AotKv.Bench.Values;

/// <summary>
/// Runs something a few times over and prints the best, in processor time: what else the machine does then counts only
/// for what it takes from the caches.
/// </summary>
static class Measure
{
    const int Runs = 5;

    public static void Print(string what, int operations, Action run)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Runs; i++)
        {
            var start = Environment.CpuUsage.TotalTime;
            run();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / operations);
        }
        Console.WriteLine($"{what,-60} {best,8:F2} ns");
    }
}
