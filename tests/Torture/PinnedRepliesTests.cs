using System.Diagnostics;
using AotKv.Loopback;

namespace AotKv.Torture.Tests;

/// <summary>
/// Large values are sent from where they stand: whatever becomes of their keys meanwhile, and of the clients that are
/// to get them, a reply is one value whole, and in the end no memory is lost.
/// </summary>
public sealed class PinnedRepliesTests
{
    const int Keys = 16;
    const int ValueBytes = 300_000;
    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    public static TheoryData<int, string> Cells() => TortureTests.Cells();

    [Theory, MemberData(nameof(Cells))]
    public void Slow_readers_get_whole_values_while_their_keys_are_changed_deleted_and_flushed(
        int shards, string backend)
    {
        const int each = 40;
        var random = new Random(Seed.ForThisRun);
        using var server = ServerProcess.StartOurs(shards, backend);
        using var other = server.Connect();
        SetAll(other, 'a');
        var slow = new RespConnection[12];
        for (var i = 0; i < slow.Length; i++)
        {
            slow[i] = server.Connect();
            for (var j = 0; j < each; j++) slow[i].Send(i % 3 == 0 ? MGetAll() : ["GET", Key(random.Next(Keys))]);
        }
        for (var step = 0; step < 400; step++) Change(other, random);
        other.Call("FLUSHALL");
        foreach (var reader in slow)
        {
            for (var j = 0; j < each; j++) AssertWhole(reader.Read());
            reader.Dispose();
        }
        AssertNothingIsLost(other);
    }

    [Theory, MemberData(nameof(Cells))]
    public void Values_about_as_long_as_a_block_are_whole_among_shorter_ones(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        client.Call("SET", "copied", new string('c', 12_000));
        foreach (var size in (int[])[16_383, 16_384, 16_385, 65_535, 65_536, 65_537])
        {
            client.Call("SET", "sent", new string('s', size));
            for (var round = 0; round < 10; round++)
            {
                for (var i = 0; i < 20; i++) client.Send("GET", i % 2 == 0 ? "sent" : "copied");
                for (var i = 0; i < 20; i++) Assert.Equal(i % 2 == 0 ? size : 12_000, client.Read().Text!.Length);
                for (var i = 0; i < 20; i++) client.Send("GET", "copied");
                for (var i = 0; i < 20; i++) AssertWhole(client.Read());
            }
        }
    }

    [Theory, MemberData(nameof(Cells))]
    public void Killed_and_leaving_clients_let_go_of_what_was_being_sent(int shards, string backend)
    {
        var random = new Random(Seed.ForThisRun);
        using var server = ServerProcess.StartOurs(shards, backend);
        using var other = server.Connect();
        for (var round = 0; round < 6; round++)
        {
            SetAll(other, 'a');
            var leavers = new RespConnection[8];
            for (var i = 0; i < leavers.Length; i++)
            {
                leavers[i] = server.Connect();
                for (var j = 0; j < 30; j++) leavers[i].Send("GET", Key(random.Next(Keys)));
                if (i % 2 == 0) leavers[i].Socket.LingerState = new(enable: true, seconds: 0);
            }
            for (var step = 0; step < 30; step++) Change(other, random);
            if (round % 2 == 0) other.Call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            if (round % 3 == 0) other.Call("FLUSHALL");
            foreach (var leaver in leavers) leaver.Dispose();
        }
        other.Call("FLUSHALL");
        AssertNothingIsLost(other);
    }

    [Theory, MemberData(nameof(Cells))]
    public void A_reader_that_does_not_read_is_closed_over_the_limit_by_what_it_keeps(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(
            shards, backend, "--client-output-buffer-limit", "normal 8mb 0 0");
        using var other = server.Connect();
        other.Call("SET", "large", new string('v', 1 << 20));
        using var slow = server.Connect();
        for (var i = 0; i < 32; i++) slow.Send("GET", "large");
        for (var waited = Stopwatch.StartNew(); ClientsOf(other) > 1; Thread.Yield())
            Assert.True(waited.Elapsed < patience, "It is not closed:\n" + other.Call("CLIENT", "LIST").Text);
        other.Call("DEL", "large");
        AssertNothingIsLost(other);
    }

    [Theory, MemberData(nameof(Cells))]
    public void The_server_shuts_down_with_values_under_way(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var other = server.Connect();
        SetAll(other, 'a');
        using var slow = server.Connect();
        for (var i = 0; i < 20; i++) slow.Send(MGetAll());
        other.Call("DEL", Key(0), Key(1));
        other.Send("SHUTDOWN", "NOSAVE");
        for (var waited = Stopwatch.StartNew(); !server.HasExited; Thread.Yield())
            Assert.True(waited.Elapsed < patience, "It does not end.");
        Assert.DoesNotContain("crashed", server.Log, StringComparison.OrdinalIgnoreCase);
    }

    static string Key(int index) => $"key:{index}";

    static string[] MGetAll() => ["MGET", .. Enumerable.Range(0, Keys).Select(Key)];

    static void SetAll(RespConnection client, char letter)
    {
        for (var i = 0; i < Keys; i++) client.Call("SET", Key(i), new string(letter, ValueBytes));
    }

    /// <summary>One change after which every value is still of one letter, so that torn ones would be seen.</summary>
    static void Change(RespConnection client, Random random)
    {
        var key = Key(random.Next(Keys));
        var letter = (char)('a' + random.Next(26));
        switch (random.Next(7))
        {
            case 0: client.Call("DEL", key); break;
            case 1: client.Call("SETRANGE", key, "0", new string(letter, ValueBytes)); break;
            case 2: client.Call("APPEND", key, client.Call("GETRANGE", key, "0", "99").Text); break;
            case 3: client.Call("PEXPIRE", key, "1"); break;
            case 4: client.Call("GETSET", key, new string(letter, ValueBytes)); break;
            case 5: client.Call("GETDEL", key); break;
            default: client.Call("SET", key, new string(letter, ValueBytes)); break;
        }
    }

    static void AssertWhole(RespValue reply)
    {
        if (reply.Items is { Length: > 0 } items)
        {
            foreach (var item in items) AssertWhole(item);
            return;
        }
        if (reply.IsNull) return;
        var bytes = reply.Bytes;
        Assert.True(bytes.AsSpan().IndexOfAnyExcept(bytes.Length == 0 ? (byte)0 : bytes[0]) < 0, "A value is torn.");
    }

    static int ClientsOf(RespConnection client) => client.Call("CLIENT", "LIST").Text.Count(c => c == '\n');

    /// <summary>With no key and no other client the heaps are empty but for tables.</summary>
    static void AssertNothingIsLost(RespConnection client)
    {
        var text = "";
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience; Thread.Yield())
        {
            text = client.Call("INFO", "memory").Text;
            var at = text.IndexOf("used_memory:", StringComparison.Ordinal) + "used_memory:".Length;
            if (long.Parse(text[at..text.IndexOf('\r', at)]) < ValueBytes / 2) return;
        }
        Assert.Fail("Memory is lost:\n" + text + client.Call("CLIENT", "LIST").Text);
    }
}
