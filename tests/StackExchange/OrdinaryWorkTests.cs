using AotKv.Loopback;
using StackExchange.Redis;

namespace AotKv.StackExchange.Tests;

/// <summary>What a .NET application does with StackExchange.Redis, all at its defaults but the protocol.</summary>
public sealed class OrdinaryWorkTests
{
    const int Pipelined = 2_000;

    public static TheoryData<int, string, RedisProtocol> Servers => new()
    {
        { 1, "epoll", RedisProtocol.Resp2 },
        { 1, "io_uring", RedisProtocol.Resp3 },
        { 4, "io_uring", RedisProtocol.Resp2 },
        { 4, "epoll", RedisProtocol.Resp3 },
    };

    [Theory, MemberData(nameof(Servers))]
    public async Task Strings_and_their_deadlines(int shards, string backend, RedisProtocol protocol)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        await using var client = await ConnectAsync(server, protocol);
        var keys = client.GetDatabase();
        Assert.True(await keys.StringSetAsync("greeting", "hello", TimeSpan.FromMinutes(5)));
        Assert.Equal("hello", (string?)await keys.StringGetAsync("greeting"));
        Assert.InRange(await keys.KeyTimeToLiveAsync("greeting") ?? default,
            TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        Assert.False(await keys.StringSetAsync("greeting", "again", when: When.NotExists));
        Assert.True(await keys.KeyPersistAsync("greeting"));
        Assert.Null(await keys.KeyTimeToLiveAsync("greeting"));

        var large = new byte[1 << 20];
        new Random(1).NextBytes(large);
        await keys.StringSetAsync("large", large);
        Assert.Equal(large, (byte[]?)await keys.StringGetAsync("large"));

        Assert.True(await keys.StringSetAsync([new("a", 1), new("b", 2), new("c", 3)]));
        RedisKey[] wanted = ["a", "b", "c", "none"];
        Assert.Equal(["1", "2", "3", RedisValue.Null], await keys.StringGetAsync(wanted));
        Assert.Equal(3, await keys.KeyDeleteAsync(wanted));
        Assert.False(await keys.KeyExistsAsync("a"));
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Collections(int shards, string backend, RedisProtocol protocol)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        await using var client = await ConnectAsync(server, protocol);
        var keys = client.GetDatabase(3);
        await keys.HashSetAsync("user", [new("name", "Ada"), new("age", 36)]);
        Assert.Equal(37, await keys.HashIncrementAsync("user", "age"));
        Assert.Equal(
            [new HashEntry("age", 37), new HashEntry("name", "Ada")],
            (await keys.HashGetAllAsync("user")).OrderBy(entry => (string?)entry.Name));

        Assert.Equal(3, await keys.ListRightPushAsync("queue", ["one", "two", "three"]));
        Assert.Equal("one", (string?)await keys.ListLeftPopAsync("queue"));
        Assert.Equal(["two", "three"], await keys.ListRangeAsync("queue"));

        await keys.SetAddAsync("left", ["x", "y", "z"]);
        await keys.SetAddAsync("right", ["y", "z", "w"]);
        Assert.Equal(["y", "z"], (await keys.SetCombineAsync(SetOperation.Intersect, "left", "right")).Order());

        await keys.SortedSetAddAsync(
            "board", [new("low", 1.5), new("high", 1e300), new("none", double.NegativeInfinity)]);
        Assert.Equal(
            [new("none", double.NegativeInfinity), new("low", 1.5), new("high", 1e300)],
            await keys.SortedSetRangeByRankWithScoresAsync("board"));

        var first = await keys.StreamAddAsync("events", [new("kind", "start")]);
        await keys.StreamAddAsync("events", [new("kind", "stop")]);
        Assert.True(await keys.StreamCreateConsumerGroupAsync("events", "workers", StreamPosition.Beginning));
        var read = await keys.StreamReadGroupAsync("events", "workers", "me", StreamPosition.NewMessages);
        Assert.Equal(2, read.Length);
        Assert.Equal(1, await keys.StreamAcknowledgeAsync("events", "workers", first));
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Pipelines_transactions_and_scans(int shards, string backend, RedisProtocol protocol)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        await using var client = await ConnectAsync(server, protocol);
        var keys = client.GetDatabase();
        var counts = await Task.WhenAll(Enumerable.Range(0, Pipelined).Select(_ => keys.StringIncrementAsync("count")));
        Assert.Equal(Enumerable.Range(1, Pipelined).Select(number => (long)number), counts);
        await Task.WhenAll(
            Enumerable.Range(0, Pipelined).Select(number => keys.StringSetAsync($"key:{number}", number)));

        var transaction = keys.CreateTransaction();
        transaction.AddCondition(Condition.StringEqual("count", Pipelined));
        var pushed = transaction.ListLeftPushAsync("log", "done");
        var reset = transaction.StringSetAsync("count", 0);
        Assert.True(await transaction.ExecuteAsync());
        Assert.Equal(1, await pushed);
        Assert.True(await reset);
        var late = keys.CreateTransaction();
        late.AddCondition(Condition.StringEqual("count", Pipelined));
        _ = late.ListLeftPushAsync("log", "never");
        Assert.False(await late.ExecuteAsync());
        Assert.Equal(1, await keys.ListLengthAsync("log"));

        var names = client.GetServer(client.GetEndPoints()[0]).Keys(pattern: "key:*", pageSize: 100);
        Assert.Equal(Pipelined, names.Distinct().Count());
        var failure = await Assert.ThrowsAsync<RedisServerException>(() => keys.StringIncrementAsync("log"));
        Assert.StartsWith("WRONGTYPE", failure.Message);
    }

    static async Task<ConnectionMultiplexer> ConnectAsync(ServerProcess server, RedisProtocol protocol)
    {
        var options = new ConfigurationOptions { EndPoints = { { "127.0.0.1", server.Port } }, Protocol = protocol };
        return await ConnectionMultiplexer.ConnectAsync(options);
    }
}
