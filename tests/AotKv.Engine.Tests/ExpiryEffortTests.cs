using System.Text;
using AotKv.Engine.Messaging;
using AotKv.Engine.PubSub;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Memory.Blocks;
using AotKv.Values;
using AotKv.Values.Tables;

namespace AotKv.Engine.Tests;

/// <summary>active-expire-effort: how much of what is due goes in one turn.</summary>
public sealed class ExpiryEffortTests
{
    const int Keys = 2000;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    public void A_turn_reclaims_as_much_more_as_the_effort_says(int effort)
    {
        var (firstTurn, turns) = Expire(effort);
        var (firstTurnAtOne, turnsAtOne) = Expire(effort: 1);
        Assert.Equal(firstTurnAtOne * effort, firstTurn);
        Assert.InRange(turns, 1, turnsAtOne / effort + 1);
    }

    /// <summary>How many of the keys that are due go in the first turn, and in how many turns all do.</summary>
    static (long FirstTurn, int Turns) Expire(int effort)
    {
        var clock = new SetClock();
        var time = new ServerTime(clock);
        var sequence = new Sequence(time);
        var hasher = new KeyHasher(1, 2);
        using var shard = new Shard(0, databaseCount: 1, hasher, commands: null!, sequence, time)
        {
            Settings = new KeySettings { ExpiryEffort = effort }, Publications = new Publications(cores: 1),
        };
        using var blocks = new BlockPool(new BlockDepot());
        var port = new CorePort(0, new Mailboxes(1), sequence, [shard], blocks, measures: null!, time);
        port.Clock.Read();
        var store = shard.MakeDatabase(0);
        for (var i = 0; i < Keys; i++)
        {
            var key = Encoding.ASCII.GetBytes($"key {i}");
            store.SetString(hasher.Hash(key), default, key, "value"u8, clock.Milliseconds + 1);
        }

        clock.Milliseconds += 1000;
        port.Clock.Read();
        shard.Maintain();
        var firstTurn = shard.Statistics.ExpiredKeys;
        var turns = 1;
        for (; shard.CountKeys(0) > 0; turns++) shard.Maintain();
        Assert.Equal(Keys, shard.Statistics.ExpiredKeys);
        return (firstTurn, turns);
    }
}
