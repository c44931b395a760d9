namespace AotKv.Memory.Tests;

/// <summary>The seed of a random test: from AOTKV_SEED, or new. It is in the message of whatever fails.</summary>
static class RandomSeed
{
    /// <summary>Runs a test with a generator and names the seed if it fails.</summary>
    public static void Run(Action<Random> test)
    {
        var given = Environment.GetEnvironmentVariable("AOTKV_SEED");
        var seed = given is null ? System.Random.Shared.Next() : int.Parse(given);
        try
        {
            test(new Random(seed));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"AOTKV_SEED={seed} replays this: {failure.Message}", failure);
        }
    }
}
