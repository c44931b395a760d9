using AotKv.Loopback;

namespace AotKv.Torture.Tests;

/// <summary>Messages from clients of all cores to clients of all cores.</summary>
public class PublishTests
{
    [Theory]
    [InlineData(1, "epoll")]
    [InlineData(4, "epoll")]
    [InlineData(4, "io_uring")]
    public async Task All_subscribers_see_all_messages_in_one_order(int shards, string backend)
    {
        const int publishers = 3;
        const int subscribers = 5;
        const int messages = 400;
        using var server = ServerProcess.StartOurs(shards, backend);
        var connections = Enumerable.Range(0, subscribers).Select(_ => server.Connect()).ToArray();
        try
        {
            foreach (var connection in connections) connection.Call("PSUBSCRIBE", "channel:*");
            var publishing = Enumerable.Range(0, publishers).Select(publisher => Task.Run(() =>
            {
                using var client = server.Connect();
                for (var i = 0; i < messages; i++)
                    Assert.Equal(
                        subscribers, client.Call("PUBLISH", $"channel:{i % 3}", $"{publisher} {i}").Integer);
            }, TestContext.Current.CancellationToken)).ToArray();
            var seen = connections.Select(connection => Enumerable.Range(0, publishers * messages)
                .Select(_ => connection.Read().Items[3].Text).ToArray()).ToArray();
            await Task.WhenAll(publishing);
            foreach (var other in seen) Assert.Equal(seen[0], other);
            for (var publisher = 0; publisher < publishers; publisher++)
            {
                var own = seen[0].Where(text => text.StartsWith($"{publisher} ", StringComparison.Ordinal));
                Assert.Equal(Enumerable.Range(0, messages).Select(i => $"{publisher} {i}"), own);
            }
        }
        finally
        {
            foreach (var connection in connections) connection.Dispose();
        }
    }

    [Theory]
    [InlineData(4, "epoll")]
    [InlineData(4, "io_uring")]
    public void A_message_comes_before_the_answer_to_what_was_asked_after_it(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        var clients = Enumerable.Range(0, shards).Select(_ => server.Connect()).ToArray();
        try
        {
            foreach (var subscriber in clients) subscriber.Call("HELLO", "3");
            foreach (var subscriber in clients) subscriber.Call("SUBSCRIBE", "channel");
            for (var i = 0; i < 300; i++)
            {
                var publisher = clients[i % shards];
                Assert.Equal(shards, publisher.Call("PUBLISH", "channel", $"{i}").Integer);
                foreach (var subscriber in clients)
                {
                    if (subscriber != publisher) subscriber.Send("PING");
                    Assert.Equal($"{i}", subscriber.Read().Items[2].Text);
                    if (subscriber != publisher) Assert.Equal("PONG", subscriber.Read().Text);
                }
            }
        }
        finally
        {
            foreach (var client in clients) client.Dispose();
        }
    }

    [Theory]
    [InlineData(4, "epoll")]
    [InlineData(4, "io_uring")]
    public void A_subscription_begins_and_ends_with_its_answer(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var publisher = server.Connect();
        using var always = server.Connect();
        always.Call("SUBSCRIBE", "channel");
        var others = Enumerable.Range(0, shards).Select(_ => server.Connect()).ToArray();
        try
        {
            for (var i = 0; i < 300; i++)
            {
                var subscriber = others[i % shards];
                publisher.Call("PUBLISH", "channel", "before");
                Assert.Equal(1, subscriber.Call("SUBSCRIBE", "channel").Items[2].Integer);
                Assert.Equal(2, publisher.Call("PUBLISH", "channel", $"{i}").Integer);
                Assert.Equal($"{i}", subscriber.Read().Items[2].Text);
                Assert.Equal(0, subscriber.Call("UNSUBSCRIBE", "channel").Items[2].Integer);
                Assert.Equal(1, publisher.Call("PUBLISH", "channel", "after").Integer);
                Assert.Equal("PONG", subscriber.Call("PING").Text);
                foreach (var expected in (string[])["before", $"{i}", "after"])
                    Assert.Equal(expected, always.Read().Items[2].Text);
            }
        }
        finally
        {
            foreach (var other in others) other.Dispose();
        }
    }

    [Theory]
    [InlineData(1, "io_uring")]
    [InlineData(4, "io_uring")]
    public void Who_does_not_read_its_messages_is_closed_at_its_limit(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(
            shards, backend, "--client-output-buffer-limit", "pubsub 1mb 0 0", "--client-output-buffer-limit",
            "normal 0 0 0");
        using var publisher = server.Connect();
        using var slow = server.Connect();
        slow.Call("SUBSCRIBE", "channel");
        var message = new string('x', 100_000);
        var sent = 0;
        while (publisher.Call("PUBLISH", "channel", message).Integer == 1) Assert.True(++sent < 1_000, "Not closed.");
        Assert.True(sent > 10, $"Closed after {sent} messages.");
        Assert.Equal(0, publisher.Call("PUBSUB", "NUMSUB", "channel").Items[1].Integer);
    }

    [Theory]
    [InlineData(4, "epoll")]
    [InlineData(4, "io_uring")]
    public void Events_of_keys_come_in_the_order_of_the_changes(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend, "--notify-keyspace-events", "EA");
        using var client = server.Connect();
        using var subscriber = server.Connect();
        subscriber.Call("SUBSCRIBE", "__keyevent@0__:set");
        subscriber.Call("SUBSCRIBE", "__keyevent@0__:del");
        var expected = new List<string>();
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal("OK", client.Call("SET", $"key:{i % 40}", $"{i}").Text);
            expected.Add($"set key:{i % 40}");
            if (i % 3 != 0) continue;
            Assert.Equal(1, client.Call("DEL", $"key:{i % 40}").Integer);
            expected.Add($"del key:{i % 40}");
        }
        var seen = expected.Select(_ => subscriber.Read().Items).ToArray();
        Assert.Equal(expected, seen.Select(items => $"{items[1].Text[^3..]} {items[2].Text}"));
    }

    [Theory]
    [InlineData(1, "io_uring")]
    [InlineData(4, "epoll")]
    [InlineData(4, "io_uring")]
    public void Events_of_a_pipeline_come_in_its_order(int shards, string backend)
    {
        const int keys = 50;
        using var server = ServerProcess.StartOurs(shards, backend, "--notify-keyspace-events", "EA");
        using var client = server.Connect();
        using var subscriber = server.Connect();
        subscriber.Call("PSUBSCRIBE", "__keyevent@0__:*");
        for (var round = 0; round < 20; round++)
        {
            var pipeline = new List<byte>();
            for (var i = 0; i < keys; i++) pipeline.AddRange(RespConnection.Encode("INCR", $"key:{i}"));
            string[] deletion = ["DEL", .. Enumerable.Range(0, keys).Select(i => $"key:{i}")];
            pipeline.AddRange(RespConnection.Encode(deletion));
            client.SendRaw([.. pipeline]);
            for (var i = 0; i < keys; i++) Assert.Equal(1, client.Read().Integer);
            Assert.Equal(keys, client.Read().Integer);
            foreach (var name in (string[])["incrby", "del"])
            {
                for (var i = 0; i < keys; i++)
                {
                    var items = subscriber.Read().Items;
                    Assert.Equal(($"__keyevent@0__:{name}", $"key:{i}"), (items[2].Text, items[3].Text));
                }
            }
        }
    }
}
