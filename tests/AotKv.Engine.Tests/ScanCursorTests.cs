using Xunit;

namespace AotKv.Engine.Tests;

public sealed class ScanCursorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public void A_walk_visits_every_position_of_every_shard_once(int shards)
    {
        ulong[] positions = [0, 5, 2, 900];
        var visited = new List<(int, ulong)>();
        var cursor = 0UL;
        do
        {
            var shard = ScanCursor.ShardOf(cursor, shards);
            var position = ScanCursor.PositionOf(cursor, shards);
            visited.Add((shard, position));
            var next = positions[(Array.IndexOf(positions, position) + 1) % positions.Length];
            cursor = ScanCursor.Next(next, shard, shards);
        }
        while (cursor != 0);
        Assert.Equal(shards * positions.Length, visited.Count);
        Assert.Equal(visited.Count, visited.Distinct().Count());
    }
}
