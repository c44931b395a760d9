using System.Diagnostics;
using AotKv.Loopback;

namespace AotKv.Torture.Tests;

/// <summary>Large values that RENAME takes from shard to shard, which stay in the memory where they are.</summary>
public class MovedValuesTests
{
    const int Shards = 4;
    const int Names = 16;
    const int Fields = 40_000;
    const int FieldsAtOnce = 1_000;

    /// <summary>Each field whose number is a multiple of this is never changed, and looked at in the end.</summary>
    const int Looked = 97;

    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("epoll")]
    [InlineData("io_uring")]
    public void A_large_value_goes_around_all_shards_without_being_copied(string backend)
    {
        using var server = ServerProcess.StartOurs(Shards, backend);
        using var client = server.Connect();
        var atFirst = UsedMemory(client);
        Fill(client, "key:0");
        var used = UsedMemory(client);
        for (var i = 0; i < Names; i++)
        {
            Assert.Equal("OK", client.Call("RENAME", $"key:{i}", $"key:{i + 1}").Text);
            Assert.InRange(UsedMemory(client), used - used / 10, used + used / 10);
        }
        Assert.Equal(Fields, client.Call("HLEN", $"key:{Names}").Integer);
        for (var i = 0; i < Fields; i += Looked)
            Assert.Equal($"{i}", client.Call("HGET", $"key:{Names}", $"field:{i}").Text);
        Assert.Equal(1, client.Call("DEL", $"key:{Names}").Integer);
        WaitUntil(() => UsedMemory(client) < atFirst + used / 10, "The memory does not come back.");
    }

    [Theory]
    [InlineData("epoll")]
    [InlineData("io_uring")]
    public async Task Nothing_is_lost_while_values_are_changed_on_their_way(string backend)
    {
        const int writers = 3;
        const int renames = 3_000;
        using var server = ServerProcess.StartOurs(Shards, backend);
        using var client = server.Connect();
        var atFirst = UsedMemory(client);
        for (var value = 0; value < writers; value++) Fill(client, $"value:{value}:0");
        var used = UsedMemory(client);

        // Each value has one name at a time, and who writes asks for all of them: one of its commands meets it.
        var isOver = 0;
        var writing = Enumerable.Range(0, writers).Select(value => Task.Run(() =>
        {
            using var writer = server.Connect();
            var random = new Random(value);
            while (Volatile.Read(ref isOver) == 0)
            {
                var changed = random.Next(Fields);
                if (changed % Looked == 0) continue;
                for (var name = 0; name < Names; name++)
                {
                    var (key, field) = ($"value:{value}:{name}", $"field:{changed}");
                    if (random.Next(3) == 0) writer.Call("HDEL", key, field);
                    else writer.Call("HSETEX", key, "FXX", "FIELDS", "1", field, new string('x', random.Next(100)));
                }
            }
        }, TestContext.Current.CancellationToken)).ToArray();
        var at = new int[writers];
        for (var i = 0; i < renames; i++)
        {
            var value = i % writers;
            var to = (at[value] + 1 + i % (Names - 1)) % Names;
            Assert.Equal("OK", client.Call("RENAME", $"value:{value}:{at[value]}", $"value:{value}:{to}").Text);
            at[value] = to;
        }
        Volatile.Write(ref isOver, 1);
        await Task.WhenAll(writing);

        for (var value = 0; value < writers; value++)
        {
            var key = $"value:{value}:{at[value]}";
            for (var i = 0; i < Fields; i += Looked)
                Assert.Equal($"{i}", client.Call("HGET", key, $"field:{i}").Text);
            Assert.Equal(1, client.Call("DEL", key).Integer);
        }
        Assert.Equal(0, client.Call("DBSIZE").Integer);
        WaitUntil(() => UsedMemory(client) < atFirst + used / 10, "The memory does not come back.");
    }

    static void Fill(RespConnection client, string key)
    {
        for (var first = 0; first < Fields; first += FieldsAtOnce)
        {
            string[] request = ["HSET", key];
            for (var i = first; i < first + FieldsAtOnce; i++) request = [.. request, $"field:{i}", $"{i}"];
            client.Call(request);
        }
    }

    static long UsedMemory(RespConnection client)
    {
        const string name = "used_memory:";
        var lines = client.Call("INFO", "memory").Text.Split("\r\n");
        return long.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..]);
    }

    static void WaitUntil(Func<bool> condition, string otherwise)
    {
        for (var waited = Stopwatch.StartNew(); !condition();) Assert.True(waited.Elapsed < patience, otherwise);
    }
}
