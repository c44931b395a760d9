using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using AotKv.Machine;
using AotKv.Memory;

namespace AotKv.Linux.Tests;

/// <summary>What every network promises, over real sockets.</summary>
public sealed class NetworkTests
{
    public static TheoryData<NetworkKind> Kinds => [NetworkKind.Uring, NetworkKind.Epoll];

    [Theory, MemberData(nameof(Kinds))]
    public void Bytes_arrive_and_go_back(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        using var pong = new NativeBlock("+PONG\r\n"u8);
        var (client, connection) = loop.Pair();
        client.Send("PING\r\n"u8);
        loop.PumpUntil(() => connection.Received.Count == 6);
        loop.Network.Send(connection.Socket, connection.Token, [pong.View]);
        loop.PumpUntil(() => connection.Sent.Count == 1);
        Assert.Equal(7, connection.Sent[0]);
        Assert.Equal("+PONG\r\n", ReadText(client, 7));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_stream_written_byte_by_byte_arrives_whole_and_in_order(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        var (client, connection) = loop.Pair();
        var sent = Pattern(600);
        foreach (var one in sent)
        {
            client.Send([one]);
            loop.Turn(timeoutNanoseconds: 0);
        }
        loop.PumpUntil(() => connection.Received.Count == sent.Length);
        Assert.Equal(sent, connection.Received);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Pieces_are_sent_in_order(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        var (client, connection) = loop.Pair();
        var blocks = Enumerable.Range(0, Network.SendPiecesMax).Select(i => new NativeBlock(Pattern(i * 7))).ToArray();
        loop.Network.Send(connection.Socket, connection.Token, [.. blocks.Select(block => block.View)]);
        loop.PumpUntil(() => connection.Sent.Count == 1);
        var expected = blocks.SelectMany(block => block.View.Span.ToArray()).ToArray();
        Assert.Equal(expected.Length, connection.Sent[0]);
        Assert.Equal(expected, Read(client, expected.Length));
        foreach (var block in blocks) block.Dispose();
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_thousand_connections_each_get_their_own_bytes(NetworkKind kind)
    {
        const int count = 1000;
        using var loop = new Loop(kind);
        var clients = Enumerable.Range(0, count).Select(_ => loop.Connect()).ToArray();
        loop.PumpUntil(() => loop.Connections.Count == count);

        // Which client is which connection shows in what it sends.
        for (var i = 0; i < count; i++) clients[i].Send(Encoding.ASCII.GetBytes($"{i,4}"));
        loop.PumpUntil(() => loop.Connections.Values.All(connection => connection.Received.Count == 4));
        var blocks = new List<NativeBlock>();
        foreach (var connection in loop.Connections.Values)
        {
            blocks.Add(new([.. connection.Received]));
            loop.Network.Send(connection.Socket, connection.Token, [blocks[^1].View]);
        }
        loop.PumpUntil(() => loop.Connections.Values.All(connection => connection.Sent.Count == 1));
        for (var i = 0; i < count; i++) Assert.Equal($"{i,4}", ReadText(clients[i], 4));
        foreach (var block in blocks) block.Dispose();
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_large_send_to_a_slow_reader_completes_once_with_all_its_bytes(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        var content = Pattern(20_000_000);
        using var block = new NativeBlock(content);
        var (client, connection) = loop.Pair(receiveBufferBytes: 8192);
        var half = content.Length / 2;
        loop.Network.Send(connection.Socket, connection.Token, [block.View.Slice(0, half), block.View.From(half)]);
        for (var i = 0; i < 10; i++) loop.Turn(timeoutNanoseconds: 0);
        Assert.Empty(connection.Sent);

        byte[] read = [];
        var reader = Task.Run(() => read = Read(client, content.Length), TestContext.Current.CancellationToken);
        loop.PumpUntil(() => connection.Sent.Sum() == content.Length && reader.IsCompleted);
        Assert.Single(connection.Sent);
        Assert.True(content.AsSpan().SequenceEqual(read));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Bytes_sent_before_the_peer_closed_come_before_the_end(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        var (client, connection) = loop.Pair();
        var content = Pattern(100_000);
        client.Send(content);
        client.Close();
        loop.PumpUntil(() => connection.End != null);
        Assert.Equal(0, connection.End);
        Assert.Equal(content, connection.Received);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_reset_connection_ends_with_an_error(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        var (client, connection) = loop.Pair();
        client.LingerState = new(enable: true, seconds: 0);
        client.Close();
        loop.PumpUntil(() => connection.End != null);
        Assert.Equal(-104, connection.End);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_peer_that_finished_sending_can_still_be_answered(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        using var bye = new NativeBlock("bye"u8);
        var (client, connection) = loop.Pair();
        client.Send("ask"u8);
        client.Shutdown(SocketShutdown.Send);
        loop.PumpUntil(() => connection.End == 0);
        Assert.Equal("ask"u8.ToArray(), connection.Received);
        loop.Network.Send(connection.Socket, connection.Token, [bye.View]);
        loop.PumpUntil(() => connection.Sent.Count == 1);
        loop.Network.Close(connection.Socket, connection.Token);
        loop.PumpUntil(() => connection.IsClosed);
        Assert.Equal("bye", ReadText(client, 3));
        Assert.Equal(0, client.Receive(new byte[1]));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Closing_ends_the_send_under_way_and_then_reports_closed(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        using var block = new NativeBlock(Pattern(20_000_000));
        var (_, connection) = loop.Pair(receiveBufferBytes: 8192);
        loop.Network.Send(connection.Socket, connection.Token, [block.View]);
        loop.Turn(timeoutNanoseconds: 0);
        loop.Network.Close(connection.Socket, connection.Token);
        loop.PumpUntil(() => connection.IsClosed);
        Assert.Single(connection.Sent);
        Assert.InRange(connection.Sent[0], 1, block.View.Length - 1);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Closing_right_after_a_small_send_still_delivers_it(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        using var ok = new NativeBlock("+OK\r\n"u8);
        var (client, connection) = loop.Pair();
        loop.Network.Send(connection.Socket, connection.Token, [ok.View]);
        loop.Network.Close(connection.Socket, connection.Token);
        loop.PumpUntil(() => connection.IsClosed);
        Assert.Equal([5], connection.Sent);
        Assert.Equal("+OK\r\n", ReadText(client, 5));
        Assert.Equal(0, client.Receive(new byte[1]));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_socket_closed_in_the_turn_it_was_opened_is_reported_closed(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        var (client, connection) = loop.Pair();
        loop.Network.Close(connection.Socket, connection.Token);
        loop.PumpUntil(() => connection.IsClosed);
        Assert.Equal(0, client.Receive(new byte[1]));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_descriptor_and_token_used_again_see_only_their_own_connection(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        using var ok = new NativeBlock("ok"u8);
        loop.TokenOf = _ => 7;
        var sockets = new HashSet<int>();
        for (var i = 0; i < 200; i++)
        {
            var client = loop.Connect();
            loop.PumpUntil(() => loop.Connections.TryGetValue(7, out var opened) && !opened.IsClosed);
            var connection = loop.Connections[7];
            sockets.Add(connection.Socket);
            client.Send(Encoding.ASCII.GetBytes($"{i,4}"));
            if (i % 2 == 0)
            {
                loop.PumpUntil(() => connection.Received.Count == 4);
                Assert.Equal($"{i,4}", Encoding.ASCII.GetString([.. connection.Received]));
            }
            loop.Network.Send(connection.Socket, 7, [ok.View]);
            loop.Network.Close(connection.Socket, 7);
            loop.PumpUntil(() => connection.IsClosed);
            loop.Connections.Clear();
            client.Dispose();
        }
        Assert.True(sockets.Count < 200, "No descriptor was used again.");
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_paused_socket_receives_nothing_until_it_is_resumed(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        var (client, connection) = loop.Pair();
        var (other, witness) = loop.Pair();
        loop.Network.PauseReceiving(connection.Socket, connection.Token);
        loop.Turn(timeoutNanoseconds: 0);
        client.Send("late"u8);
        other.Send("now"u8);
        loop.PumpUntil(() => witness.Received.Count == 3);
        loop.Turn(timeoutNanoseconds: 0);
        Assert.Empty(connection.Received);
        loop.Network.ResumeReceiving(connection.Socket, connection.Token);
        loop.PumpUntil(() => connection.Received.Count == 4);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Pausing_and_resuming_at_any_moment_loses_nothing(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        var seed = Seed.ForThisRun();
        var random = new Random(seed);
        var (client, connection) = loop.Pair();
        var content = Pattern(3_000_000);
        var write = Task.Run(() => client.Send(content), TestContext.Current.CancellationToken);
        var clock = Stopwatch.StartNew();
        while (connection.Received.Count < content.Length)
        {
            Assert.True(clock.Elapsed.TotalSeconds < 10, $"Bytes were lost; AOTKV_SEED={seed}.");
            switch (random.Next(4))
            {
                case 0: loop.Network.PauseReceiving(connection.Socket, connection.Token); break;
                case 1: loop.Turn(timeoutNanoseconds: 0); break;
                default: loop.Network.ResumeReceiving(connection.Socket, connection.Token); break;
            }
            loop.Turn(timeoutNanoseconds: 0);
        }
        Assert.True(content.SequenceEqual(connection.Received), $"Bytes differ; AOTKV_SEED={seed}.");
        loop.PumpUntil(() => write.IsCompleted);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Receiving_goes_on_after_all_buffers_were_lent(NetworkKind kind)
    {
        using var loop = new Loop(kind, receiveBuffers: 64);
        loop.KeptBuffers = [];
        var pairs = Enumerable.Range(0, 100).Select(_ => loop.Pair()).ToArray();
        foreach (var (client, _) in pairs) client.Send("hello"u8);
        loop.PumpUntil(() => loop.KeptBuffers.Count == 64);
        loop.Turn(timeoutNanoseconds: 0);
        Assert.Equal(64, loop.KeptBuffers.Distinct().Count());

        var kept = loop.KeptBuffers;
        loop.KeptBuffers = null;
        foreach (var buffer in kept) loop.Network.ReturnBuffer(buffer);
        loop.PumpUntil(() => pairs.All(pair => pair.Connection.Received.Count == 5));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_closed_socket_that_waits_for_buffers_is_forgotten(NetworkKind kind)
    {
        using var loop = new Loop(kind, receiveBuffers: 64);
        loop.KeptBuffers = [];
        var pairs = Enumerable.Range(0, 80).Select(_ => loop.Pair()).ToArray();
        foreach (var (client, _) in pairs) client.Send("hello"u8);
        loop.PumpUntil(() => loop.KeptBuffers.Count == 64);
        loop.Turn(timeoutNanoseconds: 0);
        foreach (var (_, connection) in pairs) loop.Network.Close(connection.Socket, connection.Token);
        loop.PumpUntil(() => pairs.All(pair => pair.Connection.IsClosed));
        foreach (var buffer in loop.KeptBuffers) loop.Network.ReturnBuffer(buffer);
        loop.KeptBuffers = null;
        var (late, survivor) = loop.Pair();
        late.Send("late"u8);
        loop.PumpUntil(() => survivor.Received.Count == 4);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_busy_sender_does_not_starve_the_others(NetworkKind kind)
    {
        using var loop = new Loop(kind, completionsPerTurn: 16);
        var (busy, flooded) = loop.Pair();
        var (quiet, calm) = loop.Pair();
        var content = Pattern(4_000_000);
        var write = Task.Run(() => busy.Send(content), TestContext.Current.CancellationToken);
        loop.PumpUntil(() => flooded.Received.Count > 100_000);
        quiet.Send("!"u8);
        loop.PumpUntil(() => calm.Received.Count == 1);
        loop.PumpUntil(() => flooded.Received.Count == content.Length && write.IsCompleted);
        Assert.Equal(content, flooded.Received);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_connection_of_a_burst_is_accepted(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        for (var i = 0; i < 300; i++) loop.Connect();
        loop.PumpUntil(() => loop.Connections.Count == 300);
        for (var i = 0; i < 10; i++) loop.Connect();
        loop.PumpUntil(() => loop.Connections.Count == 310);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Sends_survive_a_peer_that_is_gone(NetworkKind kind)
    {
        using var loop = new Loop(kind);
        using var block = new NativeBlock(Pattern(100));
        var (client, connection) = loop.Pair();
        client.Close();
        loop.PumpUntil(() => connection.End == 0);
        while (connection.Sent.Count == 0 || connection.Sent[^1] > 0)
        {
            var before = connection.Sent.Count;
            loop.Network.Send(connection.Socket, connection.Token, [block.View]);
            loop.PumpUntil(() => connection.Sent.Count > before);
        }
        Assert.True(connection.Sent[^1] is -32 or -104, $"Result {connection.Sent[^1]}.");
    }

    static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) bytes[i] = (byte)(i * 31 + (i >> 8));
        return bytes;
    }

    static byte[] Read(Socket socket, int length)
    {
        socket.ReceiveTimeout = 10_000;
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            var got = socket.Receive(bytes.AsSpan(read));
            Assert.True(got > 0, "The stream ended early.");
            read += got;
        }
        return bytes;
    }

    static string ReadText(Socket socket, int length) => Encoding.ASCII.GetString(Read(socket, length));
}
