using System.Globalization;
using AotKv.Commands.Geo;
using Xunit;

namespace AotKv.Commands.Tests.Geo;

public sealed class GeoFilterTests
{
    const double HalfRound = 20_100_000;

    /// <summary>A place on the very edge of the map has a score beyond all cells, and no search finds it.</summary>
    const double LatitudeMax = GeoPoint.LatitudeMax * 0.999999;

    [Fact]
    public void Never_leaves_out_a_place_in_the_circle_or_a_cell_that_has_one()
    {
        var seed = SeedForThisRun();
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var center = PlaceFrom(random);
            var metres = Math.Pow(random.NextDouble(), 4) * HalfRound;
            var filter = new GeoFilter(GeoFilter.Around(center, metres));
            for (var i = 0; i < 300; i++)
            {
                var score = ScoreOf(i % 2 == 0 ? Near(center, metres, random) : PlaceFrom(random));
                if (GeoDistance.Between(center, GeoCell.PointOf(score)) > metres) continue;
                var said = $"seed {seed}, round {round}: {center}, {metres} m, score {score}";
                Assert.True(filter.MayHold(score), said);
                var step = random.Next(1, GeoCell.StepMax + 1);
                Assert.True(filter.MayMeet(GeoCell.Of(GeoCell.PointOf(score), GeoRange.OfScores, step)), said);
            }
        }
    }

    [Fact]
    public void Leaves_out_what_is_far_from_a_small_circle()
    {
        var filter = new GeoFilter(GeoFilter.Around(new(13.4, 52.5), metres: 1000));
        Assert.True(filter.MayHold(ScoreOf(new(13.405, 52.503))));
        Assert.False(filter.MayHold(ScoreOf(new(13.45, 52.5))));
        Assert.False(filter.MayHold(ScoreOf(new(13.4, 52.6))));
        Assert.False(filter.MayHold(ScoreOf(new(-13.4, 52.5))));
    }

    static GeoPoint PlaceFrom(Random random) => new(
        (random.NextDouble() * 2 - 1) * GeoPoint.LongitudeMax, (random.NextDouble() * 2 - 1) * GeoPoint.LatitudeMax);

    static GeoPoint Near(in GeoPoint center, double metres, Random random)
    {
        var degrees = GeoDistance.ToDegrees(metres / GeoDistance.EarthRadius) * 1.1;
        var longitude = center.Longitude + (random.NextDouble() * 2 - 1) * degrees * 2;
        var latitude = center.Latitude + (random.NextDouble() * 2 - 1) * degrees;
        return new(
            Math.IEEERemainder(longitude, 2 * GeoPoint.LongitudeMax) * 0.999999,
            Math.Clamp(latitude, -LatitudeMax, LatitudeMax));
    }

    static double ScoreOf(in GeoPoint point) =>
        GeoCell.Of(point, GeoRange.OfScores, GeoCell.StepMax).Bits;

    static int SeedForThisRun() =>
        Environment.GetEnvironmentVariable("AOTKV_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
}
