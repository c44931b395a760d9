using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AotKv.Linux;
using AotKv.Machine;

namespace AotKv.Bench.Loads;

/// <summary>
/// The load itself: one thread, many connections, the server's own network code. It allocates nothing while it
/// measures. Closed: each connection sends a pipeline and waits for its replies. Open: requests are due at a fixed rate
/// and their time runs from then, sent or not, so that a server that stalls is charged for those it kept waiting.
/// </summary>
sealed class LoadEngine : IDisposable
{
    /// <summary>What an open load may have under way for each connection before it gives up.</summary>
    const int OpenRequestsMax = 4096;
    const int OpenSendMax = 256;
    const long NanosecondsPerSecond = 1_000_000_000;

    readonly LoadPlan plan;
    readonly Network network = new NetworkFactory(NetworkKind.Auto).Create();
    readonly LoadClient[] clients;
    readonly Numbers numbers;
    readonly Completion[] completions = new Completion[1024];
    long started;
    long scheduled;
    long answered;

    public LoadEngine(LoadPlan plan)
    {
        this.plan = plan;
        // The network is this thread's from its first call on; before that it takes no more than its queue holds.
        network.SubmitAndReap(completions, timeoutNanoseconds: 0);
        numbers = new(plan.Keys, plan.FirstInRow, (ulong)Stopwatch.GetTimestamp());
        var tags = ShardTags.Of(plan.Shards);
        clients = new LoadClient[plan.Clients];
        for (var i = 0; i < clients.Length; i++)
        {
            var template = new RequestTemplate(
                ShardTags.Put(plan.Request, tags, (plan.FirstConnection + i) % plan.Shards));
            clients[i] = plan.Rate > 0
                ? new(Connect(i), i, template, OpenRequestsMax, OpenSendMax)
                : new(Connect(i), i, template, plan.Pipeline, plan.Pipeline);
        }
    }

    public Histogram Latencies { get; } = new();

    public long Answered => answered;

    public long Errors => clients.Sum(client => client.Errors);

    /// <summary>How long it ran.</summary>
    public double Seconds { get; private set; }

    /// <summary>Connects and waits for an answer, so that connections are dealt out in their order.</summary>
    int Connect(int index)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = 20_000,
        };
        socket.Connect(IPAddress.Loopback, plan.Port);
        socket.Send("*1\r\n$4\r\nPING\r\n"u8);
        Span<byte> answer = stackalloc byte[64];
        if (socket.Receive(answer) < 1 || answer[0] != '+') throw new LoadException("The server does not answer PING.");
        socket.Blocking = false;
        sockets.Add(socket);
        var descriptor = (int)socket.Handle;
        network.Open(descriptor, index);
        return descriptor;
    }

    /// <summary>Keeps the descriptors open.</summary>
    readonly List<Socket> sockets = [];

    public void Run()
    {
        started = Now();
        var end = started + (long)(plan.Seconds * NanosecondsPerSecond);
        if (plan.Rate > 0) RunOpen(end);
        else RunClosed(end);
        Seconds = (Now() - started) / (double)NanosecondsPerSecond;
    }

    void RunClosed(long end)
    {
        foreach (var client in clients) Refill(client, started);
        while (answered < scheduled)
        {
            var now = Reap(timeoutNanoseconds: 100_000_000);
            if (now >= end) return;
        }
    }

    /// <summary>Gives a client whose pipeline is answered the next one.</summary>
    void Refill(LoadClient client, long now)
    {
        if (client.UnderWay > 0 || client.IsSending) return;
        var count = Math.Min(plan.Pipeline, plan.Requests - scheduled);
        for (var i = 0; i < count; i++) client.Schedule(now);
        scheduled += count;
        client.Flush(network, numbers);
    }

    void RunOpen(long end)
    {
        var interval = NanosecondsPerSecond / plan.Rate;
        for (var now = started; now < end || answered < scheduled; now = Reap(timeoutNanoseconds: 0))
        {
            if (now > end + 10 * NanosecondsPerSecond) throw new LoadException("The server fell behind by 10 seconds.");
            for (; now < end && started + (long)(scheduled * interval) <= now; scheduled++)
            {
                var client = clients[scheduled % clients.Length];
                if (client.IsFull) throw new LoadException("The server cannot keep up with the rate.");
                client.Schedule(started + (long)(scheduled * interval));
                client.Flush(network, numbers);
            }
        }
    }

    /// <summary>Takes what has happened; returns the time.</summary>
    long Reap(long timeoutNanoseconds)
    {
        var count = network.SubmitAndReap(completions, timeoutNanoseconds);
        var now = Now();
        foreach (ref var completion in completions.AsSpan(0, count))
        {
            var client = clients[completion.Token];
            switch (completion.Kind)
            {
                case CompletionKind.Received when completion.Result > 0:
                    answered += client.OnReceived(completion.Bytes.Span, now, Latencies);
                    network.ReturnBuffer(completion.BufferId);
                    break;
                case CompletionKind.Sent:
                    client.OnSent(completion.Result, network);
                    break;
                default:
                    throw new LoadException("The server closed a connection.");
            }
            if (plan.Rate > 0) client.Flush(network, numbers);
            else Refill(client, now);
        }
        return now;
    }

    static long Now() => Stopwatch.GetTimestamp() * (NanosecondsPerSecond / Stopwatch.Frequency);

    public void Dispose()
    {
        network.Dispose();
        foreach (var socket in sockets) socket.Dispose();
    }
}
