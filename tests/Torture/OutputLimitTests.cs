using AotKv.Loopback;

namespace AotKv.Torture.Tests;

/// <summary>Clients that are answered more than client-output-buffer-limit lets them leave unread.</summary>
public sealed class OutputLimitTests
{
    const string Limit = "normal 100000 0 0";
    const long GrowthMax = 32 << 20;

    public static TheoryData<int, string> Cells() => new() { { 1, "epoll" }, { 4, "epoll" }, { 4, "io_uring" } };

    [Theory, MemberData(nameof(Cells))]
    public void A_reply_without_bounds_is_given_up_in_its_middle(int shards, string backend)
    {
        using var server = Start(shards, backend);
        using var client = server.Connect();
        client.Call("HSET", "hash", "field", "value");
        client.Call("SADD", "set", "member");
        client.Call("ZADD", "sorted", "1", "member");
        var before = server.ResidentBytes();
        foreach (var command in new[] { "HRANDFIELD hash", "SRANDMEMBER set", "ZRANDMEMBER sorted" })
        {
            using var greedy = server.Connect();
            greedy.Send([.. command.Split(' '), "-999999999"]);
            Assert.Equal(0, greedy.DrainUntilClosed());
        }
        Assert.InRange(server.ResidentBytes() - before, long.MinValue, GrowthMax);
        Assert.Equal("PONG", client.Call("PING").Text);
        Assert.Contains("client_output_buffer_limit_disconnections:3\r\n", client.Call("INFO", "stats").Text);
    }

    [Theory, MemberData(nameof(Cells))]
    public void Behind_the_limit_no_command_of_a_batch_runs(int shards, string backend)
    {
        using var server = Start(shards, backend);
        using var client = server.Connect();
        client.Call("SET", "{a}large", new string('x', 10_000));
        using var greedy = server.Connect();
        var batch = new List<byte>();
        for (var i = 0; i < 30; i++)
        {
            batch.AddRange(RespConnection.Encode("SET", $"{{a}}{i}", "x"));
            batch.AddRange(RespConnection.Encode("GET", "{a}large"));
        }
        greedy.SendRaw(batch.ToArray());
        Assert.Equal(0, greedy.DrainUntilClosed());
        Assert.Equal(1, client.Call("EXISTS", "{a}0").Integer);
        Assert.Equal(0, client.Call("EXISTS", "{a}29").Integer);
    }

    [Theory, MemberData(nameof(Cells))]
    public void A_batch_over_several_shards_is_given_up(int shards, string backend)
    {
        using var server = Start(shards, backend);
        using var client = server.Connect();
        var batch = new List<byte>();
        for (var i = 0; i < 100; i++)
        {
            client.Call("SET", $"large{i}", new string('x', 10_000));
            batch.AddRange(RespConnection.Encode("GET", $"large{i}"));
        }
        using var greedy = server.Connect();
        greedy.SendRaw(batch.ToArray());
        Assert.Equal(0, greedy.DrainUntilClosed());
        using var other = server.Connect();
        other.Send(["MGET", .. Enumerable.Range(0, 100).Select(i => $"large{i}")]);
        Assert.Equal(0, other.DrainUntilClosed());
        Assert.Equal(100, client.Call("DBSIZE").Integer);
    }

    [Theory, MemberData(nameof(Cells))]
    public void A_transaction_over_the_limit_runs_to_its_end(int shards, string backend)
    {
        using var server = Start(shards, backend);
        using var client = server.Connect();
        client.Call("SET", "large", new string('x', 15_000));
        using var greedy = server.Connect();
        greedy.Call("MULTI");
        greedy.Call("SET", "first", "1");
        for (var i = 0; i < 10; i++) greedy.Call("GET", "large");
        greedy.Call("SET", "last", "1");
        greedy.Send("EXEC");
        Assert.Equal(0, greedy.DrainUntilClosed());
        Assert.Equal(2, client.Call("EXISTS", "first", "last").Integer);
    }

    [Theory, MemberData(nameof(Cells))]
    public void Who_never_authenticated_may_leave_little_unread_however_small_the_reply(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend, "--enable-debug-command", "yes");
        using var client = server.Connect();
        client.Call("CONFIG", "SET", "requirepass", "secret");
        using var stranger = server.Connect();
        using var former = server.Connect();
        former.Call("AUTH", "secret");
        former.Call("RESET");
        Assert.StartsWith("NOAUTH", stranger.Call("GET", "x").Text, StringComparison.Ordinal);
        client.Call("DEBUG", "CLIENT-ENFORCE-REPLY-LIST", "1");
        stranger.Send("GET", "x");
        Assert.Equal(0, stranger.DrainUntilClosed());
        Assert.StartsWith("NOAUTH", former.Call("GET", "x").Text, StringComparison.Ordinal);
    }

    static ServerProcess Start(int shards, string backend) =>
        ServerProcess.StartOurs(shards, backend, "--client-output-buffer-limit", Limit, "--latency-tracking", "no");
}
