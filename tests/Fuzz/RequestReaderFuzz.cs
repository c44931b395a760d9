using AotKv.Wire.Resp;

namespace AotKv.Fuzz.Tests;

/// <summary>
/// Damaged requests for <see cref="RequestReader"/>. What it consumes and which ranges it gives are checked inside
/// <see cref="Feed"/>. AOTKV_FUZZ_SECONDS makes the run longer.
/// </summary>
public class RequestReaderFuzz
{
    [Theory]
    [InlineData(RequestSource.Client)]
    [InlineData(RequestSource.UnauthenticatedClient)]
    [InlineData(RequestSource.ReplicationLink)]
    public void Any_bytes_in_any_pieces_are_read_as_they_are_in_one(RequestSource source)
    {
        var seed = Seed.ForThisRun();
        var limits = RequestLimits.Default with { Source = source };
        var mutator = new Mutator(seed.Random);
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("AOTKV_FUZZ_SECONDS"), out var s) ? s : 2;
        var end = Environment.TickCount64 + seconds * 1000;
        for (var step = 0; Environment.TickCount64 < end; step++)
        {
            var input = mutator.NextInput();
            try
            {
                var whole = Feed.Whole(input, limits);
                Assert.InRange(whole.Consumed, 0, input.Length);
                var cuts = new int[seed.Random.Next(1, 6)];
                for (var i = 0; i < cuts.Length; i++) cuts[i] = seed.Random.Next(input.Length + 1);
                Array.Sort(cuts);
                var cut = Feed.Cut(input, limits, cuts);
                Assert.Equal((whole.Summary, whole.Consumed), (cut.Summary, cut.Consumed));
                if (whole.Error == null) Assert.Equal(whole.BytesWanted, cut.BytesWanted);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"{seed}, step {step}: {Convert.ToHexString(input)}", failure);
            }
        }
    }
}
