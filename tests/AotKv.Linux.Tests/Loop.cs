using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AotKv.Machine;
using AotKv.Memory;

namespace AotKv.Linux.Tests;

/// <summary>
/// A core for tests: a network, a listener on the loopback, and what was seen of each connection. All on the test's
/// thread: a test pumps it until what it expects is there, or fails after a time no healthy run comes near.
/// </summary>
sealed class Loop : IDisposable
{
    public const long ListenerToken = -1;
    const int DeadlineSeconds = 10;

    readonly Completion[] completions;
    readonly int listener;
    readonly List<Socket> clients = [];

    public Loop(NetworkKind kind, int completionsPerTurn = 64, int receiveBuffers = 64)
    {
        completions = new Completion[completionsPerTurn];
        var factory = new NetworkFactory(kind);
        Assert.SkipWhen(factory.UringRefusal.Length > 0, $"No io_uring here: {factory.UringRefusal}.");
        Assert.Equal(kind, factory.Kind);
        Network = factory.Create(receiveBuffers);
        listener = Sockets.ListenTcp("127.0.0.1", 0, backlog: 2048);
        Assert.True(listener > 0, $"listen: {listener}");
        Port = Sockets.LocalPort(listener);
        Network.Listen(listener, ListenerToken);
    }

    public Network Network { get; }

    public int Port { get; }

    public Dictionary<long, SeenConnection> Connections { get; } = [];

    /// <summary>Called with each connection's bytes, before they are noted.</summary>
    public Action<SeenConnection, NativeBytes>? OnReceived { get; set; }

    /// <summary>Where set, receive buffers are kept here and not returned.</summary>
    public List<int>? KeptBuffers { get; set; }

    public Func<long, long> TokenOf { get; set; } = number => 1000 + number;

    public int Turns { get; private set; }

    public void PumpUntil(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed.TotalSeconds < DeadlineSeconds, "The condition never came true.");
            Turn(timeoutNanoseconds: 20_000_000);
        }
    }

    public int Turn(long timeoutNanoseconds)
    {
        Turns++;
        var count = Network.SubmitAndReap(completions, timeoutNanoseconds);
        for (var i = 0; i < count; i++) Take(completions[i]);
        return count;
    }

    public Socket Connect(int receiveBufferBytes = 0)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBufferBytes > 0) client.ReceiveBufferSize = receiveBufferBytes;
        client.Connect(IPAddress.Loopback, Port);
        clients.Add(client);
        return client;
    }

    /// <summary>A client and the connection that was accepted for it.</summary>
    public (Socket Client, SeenConnection Connection) Pair(int receiveBufferBytes = 0)
    {
        var before = Connections.Count;
        var client = Connect(receiveBufferBytes);
        PumpUntil(() => Connections.Count > before);
        return (client, Connections.Values.MaxBy(connection => connection.Number)!);
    }

    public void Dispose()
    {
        foreach (var client in clients) client.Dispose();
        Network.Dispose();
        Sockets.Close(listener);
    }

    void Take(in Completion completion)
    {
        if (completion.Kind == CompletionKind.Acceptable)
        {
            Assert.Equal(ListenerToken, completion.Token);
            AcceptAll();
            return;
        }
        var connection = Connections[completion.Token];
        Assert.False(connection.IsClosed, "A completion came after Closed.");
        switch (completion.Kind)
        {
            case CompletionKind.Received when completion.Result > 0:
                Assert.Equal(completion.Result, completion.Bytes.Length);
                OnReceived?.Invoke(connection, completion.Bytes);
                connection.Received.AddRange(completion.Bytes.Span);
                if (KeptBuffers != null) KeptBuffers.Add(completion.BufferId);
                else Network.ReturnBuffer(completion.BufferId);
                break;
            case CompletionKind.Received:
                Assert.Equal(-1, completion.BufferId);
                connection.End = completion.Result;
                break;
            case CompletionKind.Sent:
                connection.Sent.Add(completion.Result);
                break;
            case CompletionKind.Closed:
                connection.IsClosed = true;
                break;
            default:
                Assert.Fail($"Unexpected completion {completion.Kind}.");
                break;
        }
    }

    void AcceptAll()
    {
        int socket;
        while ((socket = Network.TryAccept(listener)) >= 0)
        {
            Sockets.DisableNagle(socket);
            var token = TokenOf(Connections.Count);
            Connections[token] = new() { Number = Connections.Count, Socket = socket, Token = token };
            Network.Open(socket, token);
        }
        Assert.Equal(-Errno.TryAgain, socket);
    }
}
