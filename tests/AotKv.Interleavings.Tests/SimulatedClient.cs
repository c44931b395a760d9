using System.Runtime.InteropServices;
using System.Text;
using AotKv.Interleavings.Tests.Simulated;
using AotKv.Linearizability;

namespace AotKv.Interleavings.Tests;

/// <summary>
/// A client: sends a few operations at once, in pieces, reads the replies, and goes on; or breaks off, and comes back
/// as another.
/// </summary>
sealed class SimulatedClient(
    Scheduler scheduler, SimulatedMachine machine, RunPlan plan, History history, SeededRun run) : IActor
{
    sealed record Sent(Operation Operation, int End, int Replies);

    readonly OperationSource source = new(scheduler.Random, plan, run);
    readonly List<byte> unsent = [];
    readonly List<byte> received = [];
    readonly Queue<Sent> toSend = new();
    readonly Queue<Sent> toAnswer = new();
    SimulatedSocket? socket;
    int id;
    int batches = plan.BatchesPerClient;
    int sentSoFar;
    int repliesToSkip;
    bool wantsToBreakOff;
    string cursor = "0";
    int scansLeft = ScansMax;

    /// <summary>More calls than it takes from one end of all shards to the other.</summary>
    const int ScansMax = 60;

    /// <summary>Does nothing but walk over all keys, again and again.</summary>
    public bool IsScanner { get; init; }

    /// <summary>Sends one command, which reads all keys.</summary>
    public bool IsLastReader { get; init; }

    public bool IsDone { get; private set; }

    /// <summary>Who it is in the history.</summary>
    public int Id => id;

    /// <summary>What no model is needed to see is wrong.</summary>
    public string? Complaint { get; private set; }

    public bool IsReady => !IsDone && (socket is null || unsent.Count > 0 || socket.ToClient.Count > 0
        || socket.IsClosed || toAnswer.Count == 0 && !socket.IsFinished || wantsToBreakOff);

    public void Act()
    {
        if (socket is null) Connect();
        else if (unsent.Count > 0) SendSome();
        else if (socket.ToClient.Count > 0) Read();
        else if (socket.IsClosed) Closed();
        else if (toAnswer.Count == 0 && !socket.IsFinished) Compose();
        else if (wantsToBreakOff) BreakOff();
    }

    /// <summary>The keys of the blocking command that it waits to be answered; null where it does not wait.</summary>
    public string[]? AwaitedKeys
    {
        get
        {
            if (socket is not { IsClosed: false, IsBroken: false } || !toAnswer.TryPeek(out var sent)) return null;
            var command = sent.Operation.Commands[0];
            if (sent.Operation.IsTransaction) return null;
            return command[0] switch
            {
                "BLPOP" or "BRPOP" => command[1..^1],
                "BLMOVE" => [command[1]],
                "BLMPOP" => command[3..^3],
                _ => null,
            };
        }
    }

    public override string ToString() =>
        $"client {id}: {unsent.Count} bytes to send, {toAnswer.Count} to be answered, finished {socket?.IsFinished}, "
        + $"broken {socket?.IsBroken}, closed {socket?.IsClosed}, with the server {socket?.ToServer.Count} bytes";

    /// <summary>What it waits for does not come: breaks off for good.</summary>
    public void Leave()
    {
        batches = 0;
        BreakOff();
    }

    void Connect()
    {
        source.StartAnew();
        socket = machine.Connect();
        id = run.NextClient();
        socket.Client = id;
    }

    void Compose()
    {
        if (IsScanner)
        {
            Scan();
            return;
        }
        if (batches-- == 0 || IsLastReader && batches < plan.BatchesPerClient - 1)
        {
            IsDone = true;
            return;
        }
        sentSoFar = 0;
        for (var count = IsLastReader ? 1 : 1 + scheduler.Random.Next(plan.BatchMax); count > 0; count--)
            Append(IsLastReader ? source.ReadAll(id) : source.Next(id));
    }

    void Scan()
    {
        if (scansLeft-- == 0)
        {
            IsDone = true;
            return;
        }
        sentSoFar = 0;
        Append(new Operation(id, [["SCAN", cursor, "COUNT", "3"]], IsTransaction: false));
    }

    void Append(Operation operation)
    {
        if (operation.IsTransaction) Append("MULTI");
        foreach (var command in operation.Commands) Append(command);
        if (operation.IsTransaction) Append("EXEC");
        var replies = operation.IsTransaction ? operation.Commands.Length + 2 : 1;
        toSend.Enqueue(new(operation, sentSoFar + unsent.Count, replies));
    }

    void Append(params string[] command)
    {
        unsent.AddRange(Encoding.Latin1.GetBytes($"*{command.Length}\r\n"));
        foreach (var word in command) unsent.AddRange(Encoding.Latin1.GetBytes($"${word.Length}\r\n{word}\r\n"));
    }

    void SendSome()
    {
        var count = scheduler.Random.Next(4) == 0 ? 1 + scheduler.Random.Next(unsent.Count) : unsent.Count;
        socket!.ToServer.AddRange(unsent[..count]);
        unsent.RemoveRange(0, count);
        sentSoFar += count;
        while (toSend.TryPeek(out var sent) && sent.End <= sentSoFar)
        {
            toSend.Dequeue();
            sent.Operation.Invoked = scheduler.Nanoseconds;
            history.Add(sent.Operation);
            toAnswer.Enqueue(sent);
        }
        if (unsent.Count == 0 && batches == 0 && !IsScanner && scheduler.Random.Next(2) == 0) socket.IsFinished = true;
        wantsToBreakOff = plan.Dies && !IsLastReader && !IsScanner && scheduler.Random.Next(10) == 0;
        socket.Network?.Arrived();
    }

    void Read()
    {
        received.AddRange(socket!.ToClient);
        socket.ToClient.Clear();
        while (received.Count > 0 && ReplyText.TryRead(CollectionsMarshal.AsSpan(received), out var used, out var text))
        {
            received.RemoveRange(0, used);
            if (!toAnswer.TryPeek(out var sent))
            {
                Complaint ??= $"client {id}: a reply to nothing: {text}";
                return;
            }
            if (++repliesToSkip < sent.Replies)
            {
                if (text is not ("OK" or "QUEUED")) Complaint ??= $"client {id}: {text} while queueing";
                continue;
            }
            repliesToSkip = 0;
            toAnswer.Dequeue();
            sent.Operation.Reply = sent.Operation.Commands[0][0] == "SMEMBERS" ? ReplyText.Sorted(text) : text;
            sent.Operation.Returned = scheduler.Nanoseconds;
            if (IsScanner) cursor = text.Split('"')[1];
        }
    }

    void Closed()
    {
        if (plan.Kills)
        {
            StartAnew();
            if (batches <= 0) IsDone = true;
            return;
        }
        if (!socket!.IsFinished && !socket.IsBroken) Complaint ??= $"client {id}: the server closed";
        else if (toAnswer.Count > 0 && !socket.IsBroken && !MayHaveWaited())
            Complaint ??= $"client {id}: closed with replies missing";
        StartAnew();
        if (batches <= 0) IsDone = true;
    }

    /// <summary>A client that has finished sending while it waits, or is paused, is gone, as in Valkey.</summary>
    bool MayHaveWaited() =>
        plan.Pause is not null || toAnswer.Any(sent => KeyValueModel.MayBlock(sent.Operation.Commands[0][0]));

    void BreakOff()
    {
        socket!.IsBroken = true;
        socket.Network?.Arrived();
        StartAnew();
        if (batches <= 0) IsDone = true;
    }

    void StartAnew()
    {
        socket = null;
        unsent.Clear();
        received.Clear();
        toSend.Clear();
        toAnswer.Clear();
        repliesToSkip = 0;
        wantsToBreakOff = false;
    }
}
