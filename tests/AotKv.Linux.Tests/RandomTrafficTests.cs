namespace AotKv.Linux.Tests;

/// <summary>The promises of a network hold in any order of events.</summary>
public sealed class RandomTrafficTests
{
    [Theory, MemberData(nameof(NetworkTests.Kinds), MemberType = typeof(NetworkTests))]
    public void Every_stream_is_whole_and_every_close_is_reported_once(NetworkKind kind)
    {
        var refusal = new NetworkFactory(kind).UringRefusal;
        Assert.SkipWhen(refusal.Length > 0, refusal);
        var seed = Seed.ForThisRun();
        try
        {
            using var traffic = new RandomTraffic(kind, seed);
            traffic.Run(steps: 30_000);
            Assert.True(traffic.Closed > 50, $"Only {traffic.Closed} connections were closed.");
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"AOTKV_SEED={seed}: {failure.Message}", failure);
        }
    }
}
