using AotKv.Commands.Geo;
using Xunit;

namespace AotKv.Commands.Tests.Geo;

public sealed class GeoSortingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(25)]
    [InlineData(1000)]
    public void Sorts_by_distance_and_keeps_the_order_of_equals(int count)
    {
        var random = new Random(count);
        var ranks = new GeoRank[count];
        for (var i = 0; i < count; i++) ranks[i] = new((ulong)random.Next(count / 3 + 1), i);
        var expected = ranks.OrderBy(rank => rank.Distance).ToArray();
        GeoSorting.Sort(ranks, new GeoRank[count]);
        Assert.Equal(expected, ranks);
    }
}
