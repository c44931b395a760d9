using System.Diagnostics;
using AotKv.Loopback;
using Xunit;

namespace AotKv.Histories.Tests;

/// <summary>
/// Hunts for what a mistake in the three ways would show first, each for a few seconds at four shards, with one
/// connection of every thread on every core.
/// </summary>
public class HuntTests
{
    const int Shards = 4;
    static readonly TimeSpan hunting = TimeSpan.FromSeconds(2.5);

    [Fact]
    public void No_client_sees_half_of_an_mset()
    {
        var keys = ShardKeys.OnePerShard("torn", Shards);
        Hunt(writer: (cores, i) =>
        {
            Expect(cores[i % Shards].Call(["MSET", .. keys.SelectMany(key => new[] { key, $"{i}" })]).Text == "OK");
        },
        reader: (cores, i) =>
        {
            var values = cores[i % Shards].Call(["MGET", .. keys]).Items.Select(value => value.Text).Distinct();
            Expect(values.Count() == 1, "MGET shows half of an MSET.");
        });
    }

    [Fact]
    public void What_a_client_saw_on_one_shard_it_finds_on_the_others()
    {
        var keys = ShardKeys.OnePerShard("seen", Shards);
        Hunt(writer: (cores, i) =>
            cores[i % Shards].Call(["MSET", .. keys.SelectMany(key => new[] { key, $"{i + 1}" })]),
        reader: (cores, i) =>
        {
            // In some rounds each key is read on its own core: nothing but the inbox tells it of the other parts then.
            var last = 0L;
            for (var shard = 0; shard < Shards; shard++)
            {
                var value = cores[(shard + i) % Shards].Call("GET", keys[(shard + i / Shards) % Shards]);
                var now = value.IsNull ? 0 : value.Integer;
                Expect(now >= last, $"After {last} a client reads {now} of an older MSET.");
                last = now;
            }
        }, writers: 1);
    }

    [Fact]
    public void No_client_sees_half_of_a_transaction()
    {
        var keys = ShardKeys.OnePerShard("half", Shards);
        Hunt(writer: (cores, i) =>
        {
            var core = cores[i % Shards];
            core.SendRaw([.. new string[][] { ["MULTI"], ["INCR", keys[0]], ["INCR", keys[3]], ["EXEC"] }
                .SelectMany(RespConnection.Encode)]);
            for (var reply = 0; reply < 3; reply++) core.Read();
            Expect(core.Read().Items is [var first, var second] && first.Text == second.Text, "EXEC counts apart.");
        },
        reader: (cores, i) =>
        {
            var values = cores[i % Shards].Call("MGET", keys[0], keys[3]).Items;
            Expect(values[0].Text == values[1].Text, "MGET shows half of an EXEC.");
        });
    }

    [Fact]
    public void A_queue_entry_has_its_payload()
    {
        var queues = ShardKeys.OnePerShard("queue", Shards);
        Hunt(writer: (cores, i) =>
        {
            // A number for each writer's connection: only it fills its queue.
            var at = i % Shards;
            var number = i / Shards + 1;
            cores[at].SendRaw([.. new string[][] { ["SET", $"payload{at}.{number}", "x"], ["INCR", queues[at]] }
                .SelectMany(RespConnection.Encode)]);
            cores[at].Read();
            Expect(cores[at].Read().Integer == number, "The queue skips a number.");
        },
        reader: (cores, i) =>
        {
            var at = i % Shards;
            var entry = cores[at].Call("GET", queues[at]);
            if (entry.IsNull) return;
            var payload = cores[(at + i / Shards) % Shards].Call("EXISTS", $"payload{at}.{entry.Text}");
            Expect(payload.Integer == 1, $"Entry {entry.Text} has no payload.");
        }, writers: 1);
    }

    [Fact]
    public void Keys_with_one_deadline_go_together()
    {
        using var server = ServerProcess.StartOurs(Shards, "io_uring");
        using var client = server.Connect();
        var keys = ShardKeys.OnePerShard("due", Shards);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < hunting * 2;)
        {
            var time = client.Call("TIME").Items;
            var deadline = $"{time[0].Integer * 1000 + time[1].Integer / 1000 + 3}";
            client.SendRaw([.. keys.SelectMany(key => RespConnection.Encode("SET", key, "x", "PXAT", deadline))]);
            foreach (var _ in keys) client.Read();
            for (var left = -1; left != 0;)
            {
                left = client.Call(["MGET", .. keys]).Items.Count(value => !value.IsNull);
                if (left is not (0 or Shards)) Assert.Fail($"MGET shows {left} of {Shards} keys with one deadline.");
            }
        }
    }

    static void Expect(bool isRight, string message = "")
    {
        if (!isRight) throw new InvalidOperationException(message);
    }

    /// <summary>Two readers and some writers, each with a connection on every core.</summary>
    static void Hunt(Action<RespConnection[], int> writer, Action<RespConnection[], int> reader, int writers = 2)
    {
        using var server = ServerProcess.StartOurs(Shards, "io_uring");
        var cores = new RespConnection[writers + 2][];
        // Connections are dealt out to the cores in turn; the server's start took some.
        for (var i = 0; i < cores.Length; i++) cores[i] = ConnectToEachCore(server);
        var ended = Stopwatch.StartNew();
        Together.Run(cores.Length, thread =>
        {
            for (var i = 0; ended.Elapsed < hunting; i++)
                if (thread < writers) writer(cores[thread], i);
                else reader(cores[thread], i);
        });
        foreach (var connection in cores.SelectMany(connections => connections)) connection.Dispose();
    }

    static RespConnection[] ConnectToEachCore(ServerProcess server)
    {
        var connections = new RespConnection[Shards];
        for (var i = 0; i < Shards; i++)
        {
            connections[i] = server.Connect();
            connections[i].Call("PING");
        }
        return connections;
    }
}
