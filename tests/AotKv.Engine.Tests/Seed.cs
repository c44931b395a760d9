using System.Globalization;

namespace AotKv.Engine.Tests;

/// <summary>The seed of a random test: AOTKV_SEED where it is set, so that a failure can be replayed.</summary>
static class Seed
{
    public static int ForThisRun() =>
        int.TryParse(Environment.GetEnvironmentVariable("AOTKV_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Random.Shared.Next();
}
