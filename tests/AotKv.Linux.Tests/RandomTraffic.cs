using System.Net;
using System.Net.Sockets;
using AotKv.Machine;

namespace AotKv.Linux.Tests;

/// <summary>
/// An echoing core and its clients, all on one thread, doing at each step what chance says: connect, send, read, reset,
/// pause, keep buffers, close while sending. Both sides check that what they see is a prefix of what was sent to them.
/// </summary>
sealed class RandomTraffic(NetworkKind kind, int seed) : IDisposable
{
    const int BuffersCount = 64;
    const int PeersMax = 40;

    readonly Random random = new(seed);
    readonly Network network = new NetworkFactory(kind).Create(BuffersCount);
    readonly int listener = Sockets.ListenTcp("127.0.0.1", 0, backlog: 512);
    readonly Completion[] completions = new Completion[16];
    readonly byte[] scratch = new byte[50_000];
    readonly List<int> keptBuffers = [];
    readonly List<TrafficPeer> clientsWaiting = [];
    readonly Dictionary<long, TrafficPeer> peers = [];
    readonly HashSet<int> openSockets = [];

    // What the batch at hand already held when its socket was closed still comes.
    readonly HashSet<long> closingInThisTurn = [];
    long nextToken;

    public int Closed { get; private set; }

    public void Run(int steps)
    {
        network.Listen(listener, -1);
        for (var step = 0; step < steps; step++)
        {
            ActAtRandom();
            if (step % 3 == 0) Turn(0);
        }
        ReturnKept();
        for (var turn = 0; peers.Count > 0 && turn < 1000; turn++)
        {
            // Again and again: a client that still waited may be accepted meanwhile.
            foreach (var peer in peers.Values) Close(peer);
            Turn(10_000_000);
        }
        Assert.True(peers.Count == 0, $"{peers.Count} sockets were never reported closed.");
    }

    public void Dispose()
    {
        network.Dispose();
        Sockets.Close(listener);
    }

    void ActAtRandom()
    {
        if (peers.Count + clientsWaiting.Count < 3 || random.Next(30) == 0) Connect();
        if (random.Next(8) == 0) ReturnKept();
        if (peers.Count == 0) return;
        var peer = peers.Values.ElementAt(random.Next(peers.Count));
        switch (random.Next(20))
        {
            case < 8: ClientSend(peer); break;
            case < 13: ClientRead(peer); break;
            case 13: network.PauseReceiving(peer.Socket, peer.Token); break;
            case < 16: if (!peer.Closing) network.ResumeReceiving(peer.Socket, peer.Token); break;
            case 16: if (random.Next(6) == 0) Close(peer); break;
            case 17: if (random.Next(6) == 0) ClientEnd(peer); break;
            default: Echo(peer); break;
        }
    }

    void Connect()
    {
        if (peers.Count + clientsWaiting.Count >= PeersMax) return;
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (random.Next(2) == 0) client.ReceiveBufferSize = 4096;
        client.Connect(IPAddress.Loopback, Sockets.LocalPort(listener));
        client.Blocking = false;
        clientsWaiting.Add(new() { Client = client });
    }

    void ClientSend(TrafficPeer peer)
    {
        if (peer.ClientEnded) return;
        var length = random.Next(4) == 0 ? random.Next(scratch.Length) : random.Next(1, 200);
        for (var i = 0; i < length; i++) scratch[i] = TrafficPeer.ByteAt(peer.ClientSent + i);
        peer.ClientSent += Math.Max(0, peer.Client.Send(scratch.AsSpan(0, length), SocketFlags.None, out _));
    }

    void ClientRead(TrafficPeer peer)
    {
        if (peer.ClientEnded) return;
        var got = peer.Client.Receive(scratch, SocketFlags.None, out var error);
        if (error != SocketError.Success) return;
        for (var i = 0; i < got; i++)
            Assert.True(scratch[i] == TrafficPeer.ByteAt(peer.ClientReceived + i), "The echo differs.");
        peer.ClientReceived += got;
    }

    void ClientEnd(TrafficPeer peer)
    {
        if (peer.ClientEnded) return;
        if (random.Next(3) == 0)
        {
            peer.Client.Shutdown(SocketShutdown.Send);
            peer.ClientEnded = true;
            return;
        }
        if (random.Next(2) == 0) peer.Client.LingerState = new(enable: true, seconds: 0);
        peer.Client.Dispose();
        peer.ClientEnded = true;
    }

    void Echo(TrafficPeer peer)
    {
        var owed = (int)(peer.Received - peer.Answered);
        if (peer.Sending || peer.Closing || owed == 0) return;
        var content = new byte[owed];
        for (var i = 0; i < owed; i++) content[i] = TrafficPeer.ByteAt(peer.Answered + i);
        peer.Block = new(content);
        peer.Sending = true;
        var cut = random.Next(owed + 1);
        if (random.Next(2) == 0) network.Send(peer.Socket, peer.Token, [peer.Block.View]);
        else network.Send(peer.Socket, peer.Token, [peer.Block.View.Slice(0, cut), peer.Block.View.From(cut)]);
    }

    void Close(TrafficPeer peer)
    {
        if (peer.Closing) return;
        peer.Closing = true;
        closingInThisTurn.Add(peer.Token);
        network.Close(peer.Socket, peer.Token);
    }

    void ReturnKept()
    {
        foreach (var buffer in keptBuffers) network.ReturnBuffer(buffer);
        keptBuffers.Clear();
    }

    void Turn(long timeout)
    {
        closingInThisTurn.Clear();
        var count = network.SubmitAndReap(completions.AsSpan(0, random.Next(2, completions.Length + 1)), timeout);
        for (var i = 0; i < count; i++) Take(completions[i]);
    }

    void Take(in Completion completion)
    {
        if (completion.Kind == CompletionKind.Acceptable)
        {
            Accept();
            return;
        }
        Assert.True(peers.TryGetValue(completion.Token, out var peer), $"{completion.Kind} of a closed socket.");
        switch (completion.Kind)
        {
            case CompletionKind.Received:
                if (!peer.Closing || closingInThisTurn.Contains(peer.Token)) TakeBytes(peer, completion);
                else Assert.Fail("Bytes came after Close.");
                break;
            case CompletionKind.Sent:
                Assert.True(peer.Sending, "A send completed twice.");
                peer.Sending = false;
                peer.Answered += Math.Max(0, completion.Result);
                peer.Block!.Dispose();
                if (completion.Result < 0) Close(peer);
                break;
            case CompletionKind.Closed:
                Assert.True(peer.Closing, "Closed without being asked to.");
                Assert.False(peer.Sending, "Closed before the send was back.");
                openSockets.Remove(peer.Socket);
                peers.Remove(peer.Token);
                peer.Client.Dispose();
                Closed++;
                break;
        }
    }

    void TakeBytes(TrafficPeer peer, in Completion completion)
    {
        if (completion.Result <= 0)
        {
            Assert.False(peer.Ended, "The stream ended twice.");
            peer.Ended = true;
            if (completion.Result < 0 || random.Next(2) == 0) Close(peer);
            return;
        }
        foreach (var one in completion.Bytes.Span)
            Assert.True(one == TrafficPeer.ByteAt(peer.Received++), "Bytes were lost or changed.");
        Assert.True(peer.Received <= peer.ClientSent, "Bytes came that nobody sent.");
        Assert.DoesNotContain(completion.BufferId, keptBuffers);
        if (random.Next(6) == 0) keptBuffers.Add(completion.BufferId);
        else network.ReturnBuffer(completion.BufferId);
    }

    void Accept()
    {
        int socket;
        while ((socket = network.TryAccept(listener)) >= 0)
        {
            Assert.True(openSockets.Add(socket), "A descriptor was used while it was open.");
            var port = Sockets.PeerAddress(socket).Split(':')[^1];
            var peer = clientsWaiting.Single(c => ((IPEndPoint)c.Client.LocalEndPoint!).Port.ToString() == port);
            clientsWaiting.Remove(peer);
            peer.Socket = socket;
            peer.Token = ++nextToken;
            peers[peer.Token] = peer;
            network.Open(socket, peer.Token);
            if (random.Next(20) == 0) Close(peer);
        }
    }
}
