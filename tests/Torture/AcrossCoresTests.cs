using System.Diagnostics;
using AotKv.Loopback;

namespace AotKv.Torture.Tests;

/// <summary>What one core does for another's client, and what is done where nobody waits for it.</summary>
public class AcrossCoresTests
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(1, "epoll")]
    [InlineData(4, "io_uring")]
    public void Exec_refuses_where_a_watched_key_has_expired(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        // Nobody deletes the keys: that they are due must be enough.
        client.Call("DEBUG", "SET-ACTIVE-EXPIRE", "0");
        foreach (var other in (string[])["due", "elsewhere", "third", "fourth"])
        {
            client.Call("SET", "due", "x", "PX", "20");
            Assert.Equal("OK", client.Call("WATCH", "due").Text);
            var deadline = client.Call("PEXPIRETIME", "due").Integer;
            client.Call("MULTI");
            client.Call("SET", other, "y");
            WaitUntilPast(server, deadline);
            Assert.True(client.Call("EXEC").IsNull, $"EXEC of SET {other} ran.");
        }
    }

    static void WaitUntilPast(ServerProcess server, long unixMilliseconds)
    {
        using var client = server.Connect();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience;)
        {
            var time = client.Call("TIME").Items;
            if (time[0].Integer * 1000 + time[1].Integer / 1000 > unixMilliseconds) return;
        }
        Assert.Fail("The server's clock stands still.");
    }

    [Theory]
    [InlineData(1, "io_uring")]
    [InlineData(4, "epoll")]
    [InlineData(4, "io_uring")]
    public void Client_kill_closes_clients_of_every_core(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var killer = server.Connect();
        // Connections are dealt out to the cores in turn.
        for (var i = 0; i < shards + 1; i++)
        {
            using var victim = server.Connect();
            var id = victim.Call("CLIENT", "ID").Text;
            Assert.Equal(1, killer.Call("CLIENT", "KILL", "ID", id).Integer);
            Assert.Equal(0, victim.DrainUntilClosed());
            WaitUntil(() => killer.Call("CLIENT", "LIST", "ID", id).Text.Length == 0, "The client is still listed.");
        }
    }

    [Theory]
    [InlineData(1, "epoll")]
    [InlineData(4, "io_uring")]
    public void A_large_value_is_given_back_to_the_system(int shards, string backend)
    {
        const int Size = 200 << 20;
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        client.Call("SETRANGE", "large", $"{Size}", "x");
        Assert.True(server.ResidentBytes() > Size / 2, "The value is not in memory.");
        Assert.Equal(1, client.Call("DEL", "large").Integer);
        WaitUntil(() => server.ResidentBytes() < Size / 2, "The memory does not come back.");
        Assert.Equal("PONG", client.Call("PING").Text);
    }

    [Theory]
    [InlineData("epoll")]
    [InlineData("io_uring")]
    public void A_core_stands_in_for_cores_that_sleep(string backend)
    {
        using var server = ServerProcess.StartOurs(4, backend);
        using var client = server.Connect();
        WaitUntil(() => StandInsAfterUsingEveryShard(client) > 0, "No core has stood in for another.");
    }

    [Theory]
    [InlineData("epoll")]
    [InlineData("io_uring")]
    public void No_core_stands_in_for_another_where_the_configuration_forbids_it(string backend)
    {
        using var server = ServerProcess.StartOurs(4, backend, "--stand-in-commands", "0");
        using var client = server.Connect();
        for (var i = 0; i < 100; i++) Assert.Equal(0, StandInsAfterUsingEveryShard(client));
    }

    static long StandInsAfterUsingEveryShard(RespConnection client)
    {
        const string field = "eventloop_stand_ins:";
        for (var i = 0; i < 16; i++) Assert.Equal("OK", client.Call("SET", $"key:{i}", $"{i}").Text);
        var lines = client.Call("INFO", "debug").Text.Split("\r\n");
        return long.Parse(lines.First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..]);
    }

    static void WaitUntil(Func<bool> condition, string otherwise)
    {
        for (var waited = Stopwatch.StartNew(); !condition();)
            Assert.True(waited.Elapsed < patience, otherwise);
    }
}
