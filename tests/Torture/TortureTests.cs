using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using AotKv.Loopback;

namespace AotKv.Torture.Tests;

/// <summary>
/// Clients that are slow, broken, half gone or very many: the server serves the others and stays small.
/// </summary>
public class TortureTests
{
    static readonly TimeSpan leavingTime = TimeSpan.FromSeconds(15);

    public static TheoryData<int, string> Cells() => new()
    {
        { 1, "epoll" }, { 1, "io_uring" }, { 4, "epoll" }, { 4, "io_uring" },
    };

    public static TheoryData<string> Backends() => new("epoll", "io_uring");

    [Theory, MemberData(nameof(Cells))]
    public void Requests_may_be_split_at_every_byte(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        byte[] requests =
        [
            .. RespConnection.Encode("SET", "split", "a\r\nb\0c"), .. "PING hello\r\n"u8,
            .. RespConnection.Encode("GET", "split"), .. RespConnection.Encode("MGET", "split", "none", "{x}1", "y"),
        ];
        for (var cut = 1; cut < requests.Length; cut++)
        {
            client.SendRaw(requests.AsSpan(..cut));
            // An answer to another client proves that the first part was taken in by itself.
            using (var other = server.Connect()) other.Call("PING");
            client.SendRaw(requests.AsSpan(cut..));
            AssertAnswers(client);
        }
        foreach (var b in requests) client.SendRaw([b]);
        AssertAnswers(client);
    }

    static void AssertAnswers(RespConnection client)
    {
        Assert.Equal("+OK", client.Read().ToString());
        Assert.Equal("\"hello\"", client.Read().ToString());
        Assert.Equal("\"a\\r\\nb\\x00c\"", client.Read().ToString());
        Assert.Equal("*4\n  \"a\\r\\nb\\x00c\"\n  $-1\n  $-1\n  $-1", client.Read().ToString());
    }

    [Theory, MemberData(nameof(Cells))]
    public void A_pipeline_of_100_000_requests_is_answered_in_order(int shards, string backend)
    {
        const int count = 100_000;
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        var requests = new MemoryStream();
        for (var i = 0; i < count; i += 2)
        {
            requests.Write(RespConnection.Encode("SET", $"key:{i % 1000}", $"{i}"));
            requests.Write(RespConnection.Encode("GET", $"key:{i % 1000}"));
        }
        var writer = new Thread(() => client.SendRaw(requests.ToArray()));
        writer.Start();
        for (var i = 0; i < count; i += 2)
        {
            Assert.Equal("OK", client.Read().Text);
            Assert.Equal($"{i}", client.Read().Text);
        }
        writer.Join();
    }

    [Theory, MemberData(nameof(Cells))]
    public void A_slow_reader_of_large_replies_disturbs_nobody_and_gets_them_all(int shards, string backend)
    {
        const int count = 64;
        using var server = ServerProcess.StartOurs(shards, backend);
        using var slow = server.Connect();
        using var other = server.Connect();
        var value = new string('v', 1 << 20);
        Assert.Equal("OK", other.Call("SET", "large", value).Text);
        for (var i = 0; i < count; i++) slow.Send("GET", "large");
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Equal("OK", other.Call("SET", $"key:{i}", "value").Text);
            Assert.Equal("value", other.Call("GET", $"key:{i}").Text);
        }
        // What is being sent may not change under the sender.
        Assert.Equal("OK", other.Call("SET", "large", "replaced").Text);
        for (var i = 0; i < count; i++)
        {
            var reply = slow.Read().Text;
            Assert.True(reply == value || reply == "replaced", "A reply is neither the old value nor the new.");
        }
        Assert.Equal("replaced", slow.Call("GET", "large").Text);
    }

    [Theory, MemberData(nameof(Cells))]
    public void A_client_that_leaves_with_replies_under_way_leaves_the_server_well(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var other = server.Connect();
        other.Call("SET", "large", new string('v', 1 << 20));
        for (var i = 0; i < 50; i++)
        {
            using var leaver = server.Connect();
            for (var j = 0; j < 16; j++) leaver.Send("GET", "large");
            if (i % 2 == 0) leaver.Socket.LingerState = new(enable: true, seconds: 0);
        }
        Assert.Equal(1 << 20, other.Call("GET", "large").Bytes.Length);
        AssertOnlyOneClientIsLeft(other);
    }

    static void AssertOnlyOneClientIsLeft(RespConnection client)
    {
        var list = "";
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < leavingTime; Thread.Yield())
        {
            list = client.Call("CLIENT", "LIST").Text;
            if (list.Count(c => c == '\n') == 1) return;
        }
        Assert.Fail("Clients that left are still listed:\n" + list);
    }

    [Theory, MemberData(nameof(Cells))]
    public void A_half_closed_client_still_gets_its_replies(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var setter = server.Connect();
        setter.Call("SET", "large", new string('v', 4 << 20));
        using var client = server.Connect();
        client.Send("PING");
        client.Send("ECHO", "hello");
        client.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal("PONG", client.Read().Text);
        Assert.Equal("hello", client.Read().Text);
        Assert.Throws<EndOfStreamException>(client.Read);
        Assert.Equal("PONG", setter.Call("PING").Text);
    }

    [Theory, MemberData(nameof(Cells))]
    public void Garbage_ends_its_own_connection_at_most(int shards, string backend)
    {
        var random = new Random(Seed.ForThisRun);
        using var server = ServerProcess.StartOurs(shards, backend);
        using var witness = server.Connect();
        byte[] model = [.. RespConnection.Encode("SET", "key", "value"), .. RespConnection.Encode("GET", "key")];
        for (var round = 0; round < 300; round++)
        {
            byte[] bytes;
            if (round % 2 == 0) random.NextBytes(bytes = new byte[random.Next(1, 4_000)]);
            else
            {
                bytes = [.. model, .. model];
                for (var flips = random.Next(1, 5); flips > 0; flips--)
                    bytes[random.Next(bytes.Length)] = (byte)"*$-:\r\n0123456789PG"[random.Next(18)];
            }
            using var client = server.Connect();
            try
            {
                client.SendRaw(bytes);
                client.Socket.Shutdown(SocketShutdown.Send);
                client.DrainUntilClosed();
            }
            catch (SocketException)
            {
                // The server closed while we were still sending: its right.
            }
            Assert.True(witness.Call("PING").Text == "PONG", $"AOTKV_SEED={Seed.ForThisRun} round {round}");
        }
        AssertOnlyOneClientIsLeft(witness);
    }

    [Theory, MemberData(nameof(Backends))]
    public void A_killed_server_starts_again_on_its_port(string backend)
    {
        var port = ServerProcess.FreePort();
        for (var round = 0; round < 3; round++)
        {
            using var server = ServerProcess.StartOursAt(port, shards: 2, backend);
            using var client = server.Connect();
            client.Call("SET", "key", "value");
            client.Send("GET", "key");
            server.Kill();
        }
    }

    [Theory, MemberData(nameof(Backends))]
    public void Large_values_come_back_as_they_went(string backend)
    {
        var random = new Random(Seed.ForThisRun);
        using var server = ServerProcess.StartOurs(shards: 2, backend);
        using var client = server.Connect();
        foreach (var size in (int[])[0, 1, 15, 16, 17, 255, 4_095, 16_383, 16_384, 65_537, 1_000_003, 40_000_000])
        {
            var value = new byte[size];
            random.NextBytes(value);
            Assert.Equal("OK", client.Call(["SET"u8.ToArray(), "key"u8.ToArray(), value]).Text);
            Assert.True(value.AsSpan().SequenceEqual(client.Call("GET", "key").Bytes), $"{size} bytes differ");
        }
    }

    [Theory, MemberData(nameof(Cells))]
    public void SCAN_shows_every_key_that_stays_while_others_come_and_go(int shards, string backend)
    {
        var random = new Random(Seed.ForThisRun);
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        for (var i = 0; i < 2_000; i++) client.Call("SET", $"stays:{i}", "x");
        var seen = new HashSet<string>();
        var cursor = "0";
        var turns = 0;
        do
        {
            var reply = client.Call("SCAN", cursor, "COUNT", $"{random.Next(1, 50)}");
            cursor = reply.Items[0].Text;
            foreach (var key in reply.Items[1].Items) seen.Add(key.Text);
            for (var i = 0; i < 20; i++) client.Call("SET", $"comes:{random.Next(4_000)}", "x");
            for (var i = 0; i < 10; i++) client.Call("DEL", $"comes:{random.Next(4_000)}");
            Assert.True(++turns < 20_000, "The scan does not end.");
        }
        while (cursor != "0");
        for (var i = 0; i < 2_000; i++) Assert.Contains($"stays:{i}", seen);
    }
}
