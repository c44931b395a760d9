using System.Globalization;
using Xunit;

namespace AotKv.Interleavings.Tests;

/// <summary>
/// Whatever the order in which cores and clients take their steps, clients see what one Valkey could have shown them.
/// Each run of the tests walks other seeds, from one on that a failure names; AOTKV_SEED says from which on, AOTKV_RUNS
/// how many.
/// </summary>
public class InterleavingTests
{
    const int RunsByDefault = 10_000;

    /// <summary>About one run in some thousands shows a defect: so many all but never miss it.</summary>
    const int RunsWithDefect = 100_000;

    static int Runs =>
        int.TryParse(Environment.GetEnvironmentVariable("AOTKV_RUNS"), out var runs) ? runs : RunsByDefault;

    static int FirstSeed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("AOTKV_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Random.Shared.Next(1_000_000_000);

    [Fact]
    public void Every_interleaving_shows_clients_what_one_server_could()
    {
        if (FindFailure(Defect.None, Runs) is { } failure) Assert.Fail(failure);
    }

    [Fact]
    public void A_server_that_looks_at_its_inbox_first_is_found_out() =>
        Assert.NotNull(FindFailure(Defect.LooksFirst, RunsWithDefect));

    [Fact]
    public void A_server_that_takes_stamps_late_is_found_out() =>
        Assert.NotNull(FindFailure(Defect.StampsLate, RunsWithDefect));

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
