using AotKv.Loopback;

namespace AotKv.Torture.Tests;

/// <summary>
/// Clients that wait for elements of lists, with their keys on one shard or on several: who came first is served first,
/// before any later command, and no element is lost or served twice, whatever ends the waits.
/// </summary>
public sealed class BlockingTests
{
    static readonly string[] keys = [.. Enumerable.Range(0, 20).Select(i => $"key{i}")];

    public static TheoryData<int, string> Cells() => new() { { 1, "epoll" }, { 4, "epoll" }, { 4, "io_uring" } };

    [Theory, MemberData(nameof(Cells))]
    public void Who_came_first_is_served_first(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        var waiting = new RespConnection[8];
        for (var i = 0; i < waiting.Length; i++)
        {
            waiting[i] = server.Connect();
            waiting[i].Send(i % 2 == 0 ? ["BLPOP", "queue", "0"] : ["BLPOP", "queue", keys[i], "0"]);
            AwaitBlocked(client, i + 1);
        }
        Assert.Equal(8, client.Call("RPUSH", "queue", "0", "1", "2", "3", "4", "5", "6", "7").Integer);
        for (var i = 0; i < waiting.Length; i++)
        {
            Assert.Equal($"*2\n  \"queue\"\n  \"{i}\"", waiting[i].Read().ToString());
            waiting[i].Dispose();
        }
        AwaitBlocked(client, 0);
        Assert.Equal(0, client.Call("EXISTS", "queue").Integer);
    }

    [Theory, MemberData(nameof(Cells))]
    public void A_command_behind_the_push_in_a_pipeline_finds_nothing(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        using var waiting = server.Connect();
        foreach (var key in keys)
        {
            waiting.Send(["BLPOP", key, .. keys, "0"]);
            AwaitBlocked(client, 1);
            client.SendRaw([.. RespConnection.Encode("RPUSH", key, "x"), .. RespConnection.Encode("LPOP", key)]);
            Assert.Equal(1, client.Read().Integer);
            Assert.True(client.Read().IsNull);
            Assert.Equal($"*2\n  \"{key}\"\n  \"x\"", waiting.Read().ToString());
        }
    }

    [Theory, MemberData(nameof(Cells))]
    public void Of_two_pushes_in_a_pipeline_the_first_is_served(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        using var waiting = server.Connect();
        for (var i = 0; i < 60; i++)
        {
            var first = keys[i % keys.Length];
            var second = keys[(i * 7 + 3) % keys.Length];
            if (first == second) continue;
            waiting.Send("BLPOP", first, second, "0");
            AwaitBlocked(client, 1);
            client.SendRaw(
                [.. RespConnection.Encode("RPUSH", first, "a"), .. RespConnection.Encode("RPUSH", second, "b")]);
            Assert.Equal(1, client.Read().Integer);
            Assert.Equal(1, client.Read().Integer);
            Assert.Equal($"*2\n  \"{first}\"\n  \"a\"", waiting.Read().ToString());
            Assert.Equal("b", client.Call("LPOP", second).Text);
        }
    }

    [Theory, MemberData(nameof(Cells))]
    public void What_was_sent_behind_a_wait_runs_after_it(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        using var waiting = server.Connect();
        waiting.SendRaw([
            .. RespConnection.Encode("BLPOP", "a", "b", "0"), .. RespConnection.Encode("GET", "seen"),
            .. RespConnection.Encode("BRPOP", "c", "0"), .. "PI"u8]);
        AwaitBlocked(client, 1);
        client.Call("SET", "seen", "later");
        client.Call("RPUSH", "b", "1");
        Assert.Equal("1", waiting.Read().Items[1].Text);
        Assert.Equal("later", waiting.Read().Text);
        AwaitBlocked(client, 1);
        waiting.SendRaw("NG\r\n"u8);
        client.Call("RPUSH", "c", "2");
        Assert.Equal("2", waiting.Read().Items[1].Text);
        Assert.Equal("PONG", waiting.Read().Text);
    }

    [Theory, MemberData(nameof(Cells))]
    public void A_wait_ends_by_time_by_another_client_or_with_the_connection(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        string[][] requests = [["BLPOP", "a"], ["BRPOP", .. keys], ["BLMOVE", "a", "b", "LEFT", "LEFT"]];
        foreach (var request in requests)
        {
            using var waiting = server.Connect();
            var id = waiting.Call("CLIENT", "ID").Text;
            Assert.True(waiting.Call([.. request, "0.01"]).IsNull);
            waiting.Send([.. request, "0"]);
            AwaitBlocked(client, 1);
            Assert.Contains(" flags=b ", client.Call("CLIENT", "LIST", "ID", id).Text);
            Assert.Equal(1, client.Call("CLIENT", "UNBLOCK", id).Integer);
            Assert.True(waiting.Read().IsNull);
            Assert.Equal(0, client.Call("CLIENT", "UNBLOCK", id).Integer);
            waiting.Send([.. request, "0"]);
            AwaitBlocked(client, 1);
            Assert.Equal(1, client.Call("CLIENT", "UNBLOCK", id, "ERROR").Integer);
            Assert.Equal("UNBLOCKED client unblocked via CLIENT UNBLOCK", waiting.Read().Text);
            waiting.Send([.. request, "0"]);
            AwaitBlocked(client, 1);
            if (request[0] == "BRPOP") Assert.Equal(1, client.Call("CLIENT", "KILL", "ID", id).Integer);
            else waiting.Dispose();
            AwaitBlocked(client, 0);
            Assert.Equal(1, client.Call("RPUSH", request[1], "stays").Integer);
            Assert.Equal("stays", client.Call("LPOP", request[1]).Text);
        }
        foreach (var line in client.Call("INFO", "clients").Text.Split("\r\n"))
            if (line.Contains("blocking_keys") || line.Contains("timeout_table")) Assert.EndsWith(":0", line);
    }

    const int Producers = 3;
    const int ElementsEach = 1_500;
    const int Consumers = 12;

    [Theory, MemberData(nameof(Cells))]
    public void No_element_is_lost_or_served_twice(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        var taken = new List<string>();
        var isOver = false;
        var consumers = Enumerable.Range(0, Consumers).Select(number => new Thread(() =>
        {
            using var connection = server.Connect();
            var mine = new List<string>();
            while (true)
            {
                var reply = connection.Call(Wait(number));
                if (reply.IsNull && Volatile.Read(ref isOver)) break;
                if (!reply.IsNull && number % 3 != 2) mine.Add(reply.Items[1].Text);
            }
            lock (taken) taken.AddRange(mine);
        })).ToList();
        var producers = Enumerable.Range(0, Producers).Select(number => new Thread(() => Produce(server, number)));
        var all = producers.ToList();
        consumers.ForEach(thread => thread.Start());
        all.ForEach(thread => thread.Start());
        all.ForEach(thread => thread.Join());
        Volatile.Write(ref isOver, value: true);
        consumers.ForEach(thread => thread.Join());
        for (var i = 0; i < 5; i++)
            foreach (var left in client.Call("LRANGE", $"work{i}", "0", "-1").Items) taken.Add(left.Text);
        Assert.Equal(Producers * ElementsEach, taken.Count);
        Assert.Equal(taken.Count, taken.Distinct().Count());
    }

    static string[] Wait(int number) => (number % 3) switch
    {
        0 => ["BLPOP", $"work{number % 5}", $"work{(number + 1) % 5}", "0.2"],
        1 => ["BRPOP", $"work{number % 5}", "0.2"],
        _ => ["BLMOVE", $"work{number % 5}", $"work{(number + 2) % 5}", "LEFT", "RIGHT", "0.1"],
    };

    static void Produce(ServerProcess server, int number)
    {
        var random = new Random(Seed.ForThisRun + number);
        using var connection = server.Connect();
        for (var i = 0; i < ElementsEach; i++)
        {
            string[] push = [random.Next(2) == 0 ? "LPUSH" : "RPUSH", $"work{random.Next(5)}", $"{number}-{i}"];
            if (i % 7 != 0)
            {
                connection.Call(push);
                continue;
            }
            connection.Call("MULTI");
            connection.Call(push);
            connection.Call("EXEC");
        }
    }

    static void AwaitBlocked(RespConnection client, int count)
    {
        var deadline = DateTime.UtcNow + RespConnection.ReplyTimeout;
        while (!client.Call("INFO", "clients").Text.Contains($"blocked_clients:{count}\r\n"))
            Assert.True(DateTime.UtcNow < deadline, $"There are never {count} blocked clients.");
    }
}
