namespace AotKv.Loopback;

/// <summary>Where a random test starts: AOTKV_SEED, or anew each run. A failure names it.</summary>
public static class Seed
{
    public static int ForThisRun { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("AOTKV_SEED"), out var seed) ? seed : Random.Shared.Next();
}
