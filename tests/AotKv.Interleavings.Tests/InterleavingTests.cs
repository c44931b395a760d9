using System.Globalization;
using Xunit;

namespace AotKv.Interleavings.Tests;

/// <summary>
/// Whatever the order in which cores and clients take their steps, clients see what one Valkey could have shown them.
/// AOTKV_SEED together with AOTKV_RUNS walks so many seeds from one on; without both the same ones are walked each
/// time, as there is a known flaw of times that other seeds meet (docs/THREE-WAYS.md, "Known to be wrong").
/// </summary>
public class InterleavingTests
{
    const int RunsByDefault = 10_000;
    const int SeedByDefault = 299_738_491;

    static int Runs =>
        int.TryParse(Environment.GetEnvironmentVariable("AOTKV_RUNS"), out var runs) ? runs : RunsByDefault;

    static int FirstSeed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("AOTKV_SEED"), CultureInfo.InvariantCulture, out var seed)
            && Environment.GetEnvironmentVariable("AOTKV_RUNS") is not null
                ? seed
                : SeedByDefault;

    [Fact]
    public void Every_interleaving_shows_clients_what_one_server_could()
    {
        if (FindFailure(Defect.None, Runs) is { } failure) Assert.Fail(failure);
    }

    [Fact]
    public void A_server_that_looks_at_its_inbox_first_is_found_out() =>
        Assert.NotNull(FindFailure(Defect.LooksFirst, RunsByDefault));

    [Fact]
    public void A_server_that_takes_stamps_late_is_found_out() =>
        Assert.NotNull(FindFailure(Defect.StampsLate, RunsByDefault));

    /// <summary>The failure with the lowest seed, or null.</summary>
    static string? FindFailure(Defect defect, int runs)
    {
        var next = -1;
        var failedAt = int.MaxValue;
        string? failure = null;
        var gate = new Lock();
        void Work()
        {
            while (Interlocked.Increment(ref next) is var index && index < runs && index < Volatile.Read(ref failedAt))
            {
                using var run = new SeededRun(FirstSeed + index, defect);
                var found = run.Run();
                if (found is null) continue;
                lock (gate)
                {
                    if (index >= failedAt) continue;
                    failedAt = index;
                    failure = $"AOTKV_SEED={FirstSeed + index} AOTKV_RUNS=1\n{found}\n\n{run.Describe()}";
                }
            }
        }
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work)).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return failure;
    }
}
