using System.Globalization;
using AotKv.Loopback;

namespace AotKv.Torture.Tests;

/// <summary>
/// ZRANDMEMBER picks every member as often as any other, from small sets and large ones, one by one and several at
/// once.
/// </summary>
public class RandomMemberTests
{
    const int Draws = 40_000;

    /// <summary>
    /// Six deviations from the mean of the squared differences: fair draws stay below but for one run in a hundred
    /// million.
    /// </summary>
    const double DeviationsMax = 6;

    [Theory]
    [InlineData(20, 1, -1)]
    [InlineData(20, 7, 7)]
    [InlineData(20, 18, 18)]
    [InlineData(400, 1, -1)]
    [InlineData(400, 50, 50)]
    [InlineData(400, 300, 300)]
    public void Every_member_is_picked_as_often(int members, int picked, int count)
    {
        using var server = ServerProcess.StartOurs(shards: 1, "epoll");
        using var client = server.Connect();
        for (var member = 0; member < members; member++) client.Call("ZADD", "z", $"{member % 5}", $"{member}");
        var seen = new int[members];
        for (var drawn = 0; drawn < Draws; drawn += picked)
        {
            var reply = client.Call("ZRANDMEMBER", "z", $"{count}");
            Assert.Equal(picked, reply.Items.Length);
            Assert.Equal(picked, reply.Items.Select(item => item.Text).Distinct().Count());
            foreach (var item in reply.Items) seen[int.Parse(item.Text, CultureInfo.InvariantCulture)]++;
        }
        AssertFair(seen, picked);
    }

    /// <summary>Pearson's test; draws without repetition vary less, by the share that is not drawn.</summary>
    static void AssertFair(int[] seen, int picked)
    {
        var expected = seen.Sum() / (double)seen.Length;
        var share = picked == 1 ? 1.0 : 1 - (picked - 1.0) / (seen.Length - 1);
        var squares = seen.Sum(times => (times - expected) * (times - expected) / expected) / share;
        var freedom = seen.Length - 1;
        Assert.InRange(squares, 0, freedom + DeviationsMax * Math.Sqrt(2.0 * freedom) + 2 * DeviationsMax);
    }
}
