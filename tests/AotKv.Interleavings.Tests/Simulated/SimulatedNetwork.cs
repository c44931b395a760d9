using System.Runtime.InteropServices;
using AotKv.Machine;
using AotKv.Memory;

namespace AotKv.Interleavings.Tests.Simulated;

/// <summary>
/// Sockets as one core sees them, in memory: bytes come in pieces and late, sends are taken in parts, and peers break
/// off, as the seed has it. Sleeping ends by a wake or by something that arrives, never by time: a wake that is lost is
/// found.
/// </summary>
sealed class SimulatedNetwork(Scheduler scheduler, SimulatedMachine machine) : Network
{
    const int Broken = -104;
    const int Buffers = 16;

    readonly List<SimulatedSocket> sockets = [];
    readonly nint memory = Marshal.AllocHGlobal(Buffers * ReceiveBufferBytes);
    readonly Stack<int> free = new(Enumerable.Range(0, Buffers));
    Fiber? sleeper;
    long listenerToken;
    bool isWoken;

    public Fiber? Fiber { get; set; }

    public override string Name => "simulated";

    public override int SubmitAndReap(Span<Completion> completions, long timeoutNanoseconds)
    {
        scheduler.Point();
        var count = Reap(completions);
        if (count == 0 && timeoutNanoseconds != 0 && !isWoken)
        {
            while (!isWoken && !HasSomething())
            {
                sleeper = Fiber;
                scheduler.Sleep();
            }
            count = Reap(completions);
        }
        isWoken = false;
        return count;
    }

    bool HasSomething()
    {
        if (listenerToken != 0 && machine.Connecting.Count > 0) return true;
        foreach (var socket in sockets)
            if (CanReceive(socket) || socket.Sending is not null || socket.IsClosing) return true;
        return false;
    }

    /// <summary>Wakes the core for what a client has done.</summary>
    public void Arrived() => WakeUp();

    void WakeUp()
    {
        if (sleeper is null) return;
        sleeper.IsAsleep = false;
        sleeper = null;
    }

    int Reap(Span<Completion> completions)
    {
        var count = 0;
        if (listenerToken != 0 && machine.Connecting.Count > 0)
            completions[count++] = new() { Kind = CompletionKind.Acceptable, Token = listenerToken, BufferId = -1 };
        for (var i = 0; i < sockets.Count && count + 2 <= completions.Length; i++)
        {
            var socket = sockets[i];
            if (socket.Sending is not null && (socket.IsClosing || scheduler.Random.Next(4) != 0))
                completions[count++] = TakeSent(socket);
            if (socket.IsClosing && socket.Sending is null)
            {
                completions[count++] = new() { Kind = CompletionKind.Closed, Token = socket.Token, BufferId = -1 };
                sockets.RemoveAt(i--);
                continue;
            }
            if (CanReceive(socket) && scheduler.Random.Next(4) != 0) completions[count++] = Receive(socket);
        }
        return count;
    }

    static bool CanReceive(SimulatedSocket socket) =>
        !socket.IsClosing && !socket.IsPaused && !socket.EndIsReported
        && (socket.ToServer.Count > 0 || socket.IsFinished || socket.IsBroken);

    Completion TakeSent(SimulatedSocket socket)
    {
        var bytes = socket.Sending!;
        socket.Sending = null;
        var result = bytes.Length;
        if (socket.IsBroken || socket.IsClosing) result = Broken;
        else
        {
            if (scheduler.Random.Next(8) == 0) result = 1 + scheduler.Random.Next(bytes.Length);
            socket.ToClient.AddRange(bytes.AsSpan(0, result));
        }
        return new() { Kind = CompletionKind.Sent, Token = socket.Token, Result = result, BufferId = -1 };
    }

    Completion Receive(SimulatedSocket socket)
    {
        var completion = new Completion { Kind = CompletionKind.Received, Token = socket.Token, BufferId = -1 };
        if (socket.IsBroken || socket.ToServer.Count == 0)
        {
            completion.Result = socket.IsBroken ? Broken : 0;
            socket.EndIsReported = true;
            return completion;
        }
        var count = Math.Min(socket.ToServer.Count, ReceiveBufferBytes);
        if (scheduler.Random.Next(6) == 0) count = 1 + scheduler.Random.Next(count);
        completion.BufferId = free.Pop();
        completion.Bytes = new NativeBytes(memory + completion.BufferId * ReceiveBufferBytes, ReceiveBufferBytes);
        completion.Result = count;
        CollectionsMarshal.AsSpan(socket.ToServer)[..count].CopyTo(completion.Bytes.Span);
        socket.ToServer.RemoveRange(0, count);
        return completion;
    }

    public override void Wake()
    {
        isWoken = true;
        WakeUp();
    }

    public override void Listen(int listener, long token) => listenerToken = token;

    public override void StopListening(int listener) => listenerToken = 0;

    public override int TryAccept(int listener) => machine.Connecting.TryDequeue(out var socket) ? socket : -11;

    public override void Open(int socket, long token)
    {
        var opened = machine.Sockets[socket];
        opened.Network = this;
        opened.Token = token;
        sockets.Add(opened);
        machine.Adopted(socket);
    }

    public override void PauseReceiving(int socket, long token) => machine.Sockets[socket].IsPaused = true;

    public override void ResumeReceiving(int socket, long token) => machine.Sockets[socket].IsPaused = false;

    public override void Send(int socket, long token, ReadOnlySpan<NativeBytes> pieces)
    {
        var bytes = new List<byte>();
        foreach (var piece in pieces) bytes.AddRange(piece.Span);
        machine.Sockets[socket].Sending = [.. bytes];
    }

    public override void Close(int socket, long token)
    {
        machine.Sockets[socket].IsClosing = true;
        machine.Sockets[socket].IsClosed = true;
    }

    public override void ReturnBuffer(int bufferId) => free.Push(bufferId);

    /// <summary>Receive buffers that were not given back.</summary>
    public int BuffersLent => Buffers - free.Count;

    public override void Dispose() => Marshal.FreeHGlobal(memory);
}
