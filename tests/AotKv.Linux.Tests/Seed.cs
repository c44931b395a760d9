namespace AotKv.Linux.Tests;

/// <summary>What a random test starts from: read back from AOTKV_SEED, and to be named in its failures.</summary>
static class Seed
{
    public static int ForThisRun() =>
        Environment.GetEnvironmentVariable("AOTKV_SEED") is { } text ? int.Parse(text) : Environment.TickCount;
}
