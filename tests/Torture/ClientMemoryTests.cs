using System.Net.Sockets;
using System.Text.RegularExpressions;
using AotKv.Loopback;

namespace AotKv.Torture.Tests;

/// <summary>What CLIENT LIST and INFO say of clients and their memory, and how many are let in.</summary>
public sealed class ClientMemoryTests
{
    static readonly TimeSpan waitMax = TimeSpan.FromSeconds(15);

    public static TheoryData<int, string> Cells() => new() { { 1, "epoll" }, { 4, "epoll" }, { 4, "io_uring" } };

    [Theory, MemberData(nameof(Cells))]
    public void Memory_for_a_request_in_pieces_is_kept_for_a_while(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend, "--enable-debug-command", "yes");
        using var client = server.Connect();
        using var other = server.Connect();
        other.Call("CLIENT", "SETNAME", "other");
        client.Call("DEBUG", "PAUSE-CRON", "1");
        other.SendRaw("*3\r\n$3\r\nSET\r\n$6\r\n400000\r\n$400000\r\nA"u8);
        Await(() => Field(client, "argv-mem") > 0);
        Assert.Equal(1, Field(client, "qbuf"));
        Assert.InRange(Field(client, "qbuf-free"), 400_000, 450_000);
        Assert.InRange(Field(client, "tot-mem"), 400_000, 450_000);
        other.SendRaw([.. new byte[399_999], (byte)'\r', (byte)'\n']);
        Assert.Equal("OK", other.Read().Text);
        Assert.Equal(0, Field(client, "qbuf"));
        Assert.InRange(Field(client, "qbuf-free"), 400_000, 450_000);

        client.Call("DEBUG", "PAUSE-CRON", "0");
        Await(() => Field(client, "qbuf-free") < 400_000);
        Await(() => Field(client, "qbuf-free") == 0);
        Assert.Equal(0, Field(client, "argv-mem"));
    }

    [Theory, MemberData(nameof(Cells))]
    public void The_peak_of_replies_is_measured_anew_after_the_time_that_DEBUG_sets(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend, "--enable-debug-command", "yes");
        using var client = server.Connect();
        using var other = server.Connect();
        other.Call("CLIENT", "SETNAME", "other");
        client.Call("DEBUG", "REPLYBUFFER", "PEAK-RESET-TIME", "NEVER");
        client.Call("SET", "key", new string('x', 5_000));
        other.Call("GET", "key");
        Assert.InRange(Field(client, "rbp"), 5_000, 6_000);
        client.Call("DEBUG", "REPLYBUFFER", "PEAK-RESET-TIME", "100");
        Await(() => Field(client, "rbp") == 0);
        Assert.Equal(0, Field(client, "rbs"));
    }

    [Theory, MemberData(nameof(Cells))]
    public void A_command_that_waits_counts_when_it_is_answered(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        using var other = server.Connect();
        other.Call("CLIENT", "SETNAME", "other");
        other.Send("BLPOP", "list", "0");
        Await(() => Field(client, "tot-net-in") == 72);
        Await(() => Field(client, "argv-mem") == 10);
        Assert.Equal(1, Field(client, "tot-cmds"));
        client.Call("RPUSH", "list", "a");
        other.Read();
        Await(() => Field(client, "tot-cmds") == 2);
        Await(() => Field(client, "argv-mem") == 0);
    }

    [Theory, MemberData(nameof(Cells))]
    public void No_more_clients_are_let_in_than_maxclients_says(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend, "--maxclients", "10");
        using var client = server.Connect();
        for (var round = 0; round < 5; round++)
        {
            var crowd = new List<RespConnection>();
            for (var i = 0; i < 30; i++) crowd.Add(server.Connect());
            var served = 0;
            foreach (var one in crowd)
            {
                if (IsServed(one)) served++;
            }
            foreach (var one in crowd) one.Dispose();
            Assert.Equal(9, served);
            Await(() => Info(client, "clients").Contains("connected_clients:1\r", StringComparison.Ordinal));
        }
    }

    static bool IsServed(RespConnection one)
    {
        try
        {
            return one.Call("PING").Text == "PONG";
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            return false;
        }
    }

    [Theory, MemberData(nameof(Cells))]
    public void What_is_freed_later_is_counted(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        client.Call("SET", "small", "x");
        client.Call("UNLINK", "small");
        for (var i = 0; i < 1_000; i++) client.Call("RPUSH", "list", new string('x', 1_000));
        client.Call(["SADD", "set", .. Enumerable.Range(0, 1_000).Select(i => $"member{i}")]);
        client.Call("UNLINK", "list", "set");
        Await(() => Info(client, "memory").Contains("lazyfreed_objects:2\r", StringComparison.Ordinal));
        Assert.Contains("lazyfree_pending_objects:0\r", Info(client, "memory"));
        client.Call(["MSET", .. Enumerable.Range(0, 100).SelectMany(i => new[] { $"key{i}", "value" })]);
        client.Call("FLUSHALL", "ASYNC");
        Await(() => Info(client, "memory").Contains("lazyfreed_objects:102\r", StringComparison.Ordinal));
        client.Call("CONFIG", "RESETSTAT");
        Assert.Contains("lazyfreed_objects:0\r", Info(client, "memory"));
    }

    static string Info(RespConnection client, string section) => client.Call("INFO", section).Text!;

    /// <summary>A field of the client that is named other.</summary>
    static long Field(RespConnection client, string name)
    {
        var list = client.Call("CLIENT", "LIST").Text!;
        var line = list.Split('\n').Single(line => line.Contains(" name=other ", StringComparison.Ordinal));
        return long.Parse(Regex.Match(line, $" {name}=([0-9]+)").Groups[1].Value);
    }

    static void Await(Func<bool> isSo)
    {
        var until = DateTime.UtcNow + waitMax;
        while (!isSo())
        {
            Assert.True(DateTime.UtcNow < until, "It did not come to be so.");
            Thread.Yield();
        }
    }
}
