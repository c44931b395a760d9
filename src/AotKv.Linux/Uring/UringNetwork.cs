using AotKv.Linux.Calls;
using AotKv.Machine;
using AotKv.Memory;

namespace AotKv.Linux.Uring;

/// <summary>
/// The network by io_uring: multishot receives into shared buffers, sends as entries, one system call per turn. Owned
/// by the thread that calls <see cref="SubmitAndReap"/> first, but for <see cref="Wake"/>. A descriptor is closed only
/// when the kernel has given all of its operations back, so a descriptor number names one connection at a time.
/// </summary>
public sealed class UringNetwork : Network
{
    const uint PollReadable = 1;
    const uint SendNoSignal = 0x4000;
    const uint SendAll = 0x100;
    const int ListenersPerTurnMax = 64;

    readonly Ring ring;
    readonly ProvidedBuffers buffers;
    readonly UringListeners listeners = new();
    readonly WakeSignal wake = new();

    // Sockets that wait for buffers, by name: one that was closed meanwhile no longer answers to it.
    readonly Queue<ulong> starved = new(64);
    SocketTable<UringSocket> sockets;
    CompletionQueue ready = new();
    CompletionQueue acceptable = new();
    SendVectors vectors = new();
    StarvedListeners starvedListeners = new();
    uint generation;
    bool ranOutOfBuffers;

    /// <param name="receiveBuffers">A power of two. Only those in use at once cost memory.</param>
    public UringNetwork(int receiveBuffers)
    {
        ring = new();
        buffers = new(ring, receiveBuffers);
    }

    public override string Name => "io_uring";

    /// <summary>What a signal handler writes to in order to end the wait.</summary>
    internal int WakeDescriptor => wake.Descriptor;

    public override int SubmitAndReap(Span<Completion> completions, long timeoutNanoseconds)
    {
        if (!ring.IsEnabled) Start();
        var filled = ready.MoveTo(completions);
        if (starved.Count > 0) RearmStarved();
        buffers.Publish();
        ring.Enter(filled > 0 || !acceptable.IsEmpty ? 0 : timeoutNanoseconds);
        if (ring.IsAllSubmitted) vectors.Clear();

        // A place is kept for listeners, who come last: what was closed is then known before its descriptor returns.
        while (filled < completions.Length - 1 && ring.TryTake(out var entry))
            if (Take(entry, ref completions[filled])) filled++;
        ring.Release();
        var others = acceptable.IsEmpty ? completions : completions[..^1];
        if (filled < others.Length) filled += ready.MoveTo(others[filled..]);
        if (ready.TakeHasClosed()) TellStarvedListeners();
        return filled + acceptable.MoveTo(completions[filled..]);
    }

    public override void Wake() => wake.Raise();

    public override void WakeOther(Network other)
    {
        if (other is not UringNetwork target)
        {
            other.Wake();
            return;
        }
        if (!target.wake.TryClaim()) return;
        ref var entry = ref ring.Prepare();
        entry.Operation = RingOperation.MessageRing;
        entry.Descriptor = target.ring.Descriptor;
        entry.Offset = new OperationName(RingPurpose.WakeByMessage, 0, 0).Word;
        entry.Flags = SubmissionEntry.SkipSuccess;

        // Should the message fail, the signal that it stands for must still be given.
        entry.UserData = new OperationName(RingPurpose.MessageFailed, target.WakeDescriptor, 0).Word;
    }

    public override void Listen(int listener, long token) => listeners.Add(listener, token);

    public override void StopListening(int listener)
    {
        starvedListeners.Remove(listener);
        listeners.Remove(listener);
    }

    public override int TryAccept(int listener)
    {
        var accepted = SocketCalls.Accept(listener);
        if (StarvedListeners.IsStarvation(accepted)) starvedListeners.Add(listener);
        return accepted;
    }

    public override void Open(int socket, long token)
    {
        generation = (generation + 1) & OperationName.GenerationMask;
        ref var state = ref sockets.Grown(socket);
        state = new() { Token = token, Generation = generation, IsOpen = true };
        ArmReceive(socket, ref state);
    }

    public override void PauseReceiving(int socket, long token)
    {
        ref var state = ref sockets[socket];
        state.Paused = true;
        CancelReceive(socket, ref state);
    }

    public override void ResumeReceiving(int socket, long token)
    {
        ref var state = ref sockets[socket];
        state.Paused = false;
        if (state.Receiving == ReceiveState.Off) ArmReceive(socket, ref state);
    }

    public override void Send(int socket, long token, ReadOnlySpan<NativeBytes> pieces)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pieces.Length, SendPiecesMax);
        ref var state = ref sockets[socket];
        state.Operations++;
        state.Sending = true;
        if (!vectors.HasRoom) SubmitEarly();
        ref var entry = ref ring.Prepare();
        entry.Descriptor = socket;
        entry.OperationFlags = SendNoSignal | SendAll;
        entry.UserData = new OperationName(RingPurpose.Send, socket, state.Generation).Word;
        if (pieces.Length == 1)
        {
            entry.Operation = RingOperation.Send;
            entry.Address = (ulong)pieces[0].Address;
            entry.Length = (uint)pieces[0].Length;
        }
        else
        {
            entry.Operation = RingOperation.SendMessage;
            entry.Address = (ulong)vectors.Add(pieces);
            entry.Length = 1;
        }
    }

    public override void Close(int socket, long token)
    {
        ref var state = ref sockets[socket];
        state.Closing = true;
        CancelReceive(socket, ref state);
        if (state.Sending) Cancel(new(RingPurpose.Send, socket, state.Generation));
        if (state.Operations == 0) FinishClose(socket, ref state);
    }

    public override void ReturnBuffer(int bufferId) => buffers.Return(bufferId);

    public override void Dispose()
    {
        for (var socket = 0; sockets.Contains(socket); socket++)
            if (sockets[socket].IsOpen) SocketCalls.Close(socket);
        ready.CloseSockets();
        ring.Dispose();
        listeners.Dispose();
        wake.Dispose();
        buffers.Free();
        vectors.Free();
        sockets.Free();
    }

    void Start()
    {
        ring.Enable();
        Watch(wake.Descriptor, RingPurpose.WakeByEvent);
        Watch(listeners.Descriptor, RingPurpose.Listeners);
    }

    void SubmitEarly()
    {
        ring.Enter(timeoutNanoseconds: 0);
        if (!ring.IsAllSubmitted) throw new InvalidOperationException("The kernel takes no more operations.");
        vectors.Clear();
    }

    void Watch(int descriptor, RingPurpose purpose)
    {
        ref var entry = ref ring.Prepare();
        entry.Operation = RingOperation.PollAdd;
        entry.Descriptor = descriptor;
        entry.Length = SubmissionEntry.PollMultishot;
        entry.OperationFlags = PollReadable;
        entry.UserData = new OperationName(purpose, descriptor, 0).Word;
    }

    void ArmReceive(int socket, ref UringSocket state)
    {
        state.Receiving = ReceiveState.Armed;
        state.Operations++;
        ref var entry = ref ring.Prepare();
        entry.Operation = RingOperation.Receive;
        entry.Flags = SubmissionEntry.SelectBuffer;
        entry.Priority = SubmissionEntry.ReceiveMultishot;
        entry.Descriptor = socket;
        entry.BufferGroup = ProvidedBuffers.Group;
        entry.UserData = new OperationName(RingPurpose.Receive, socket, state.Generation).Word;
    }

    void CancelReceive(int socket, ref UringSocket state)
    {
        if (state.Receiving == ReceiveState.Starved) state.Receiving = ReceiveState.Off;
        if (state.Receiving != ReceiveState.Armed) return;
        state.Receiving = ReceiveState.Cancelling;
        Cancel(new(RingPurpose.Receive, socket, state.Generation));
    }

    // By name, which the kernel finds in a hash table; by descriptor it would look at every operation of the ring.
    void Cancel(OperationName operation)
    {
        ref var entry = ref ring.Prepare();
        entry.Operation = RingOperation.Cancel;
        entry.Descriptor = -1;
        entry.Address = operation.Word;
        entry.Flags = SubmissionEntry.SkipSuccess;
        entry.UserData = new OperationName(RingPurpose.Cancel, 0, 0).Word;
    }

    void RearmStarved()
    {
        if (ranOutOfBuffers) buffers.Grow();
        ranOutOfBuffers = false;
        for (var left = buffers.Available; left > 0 && starved.TryDequeue(out var word);)
        {
            var name = new OperationName(word);
            ref var state = ref sockets[name.Descriptor];
            if (state.Generation != name.Generation || state.Receiving != ReceiveState.Starved) continue;
            ArmReceive(name.Descriptor, ref state);
            left--;
        }
    }

    /// <summary>Takes note of a completion. True where the caller is to know of it.</summary>
    bool Take(in CompletionEntry entry, ref Completion completion)
    {
        var name = new OperationName(entry.UserData);
        switch (name.Purpose)
        {
            case RingPurpose.Receive:
                return TakeReceive(name.Descriptor, entry, ref completion);
            case RingPurpose.Send:
                TakeSend(name.Descriptor, entry.Result, ref completion);
                return true;
            case RingPurpose.Listeners:
                TakeListeners();
                if (!entry.IsMoreToCome) Watch(listeners.Descriptor, RingPurpose.Listeners);
                return false;
            case RingPurpose.WakeByEvent:
                wake.Clear();
                if (!entry.IsMoreToCome) Watch(wake.Descriptor, RingPurpose.WakeByEvent);
                return false;
            case RingPurpose.WakeByMessage:
                wake.Clear();
                return false;
            case RingPurpose.MessageFailed:
                EpollCalls.SignalEventDescriptor(name.Descriptor);
                return false;
            default:
                return false;
        }
    }

    bool TakeReceive(int socket, in CompletionEntry entry, ref Completion completion)
    {
        ref var state = ref sockets[socket];
        if (!entry.IsMoreToCome) state.Operations--;
        var buffer = entry.Buffer;
        if (buffer >= 0) buffers.NoteTaken();
        var isForCaller = false;
        if (state.Closing)
        {
            if (buffer >= 0) buffers.Return(buffer);
        }
        else if (entry.Result > 0)
        {
            isForCaller = true;
            completion.Kind = CompletionKind.Received;
            completion.Result = entry.Result;
            completion.Token = state.Token;
            completion.Bytes = buffers.View(buffer, entry.Result);
            completion.BufferId = buffer;
        }
        else if (IsEnd(entry.Result))
        {
            if (buffer >= 0) buffers.Return(buffer);
            isForCaller = true;
            completion = new()
            {
                Kind = CompletionKind.Received, Result = entry.Result, Token = state.Token, BufferId = -1,
            };
        }
        if (!entry.IsMoreToCome) ContinueReceive(socket, ref state, entry.Result);
        return isForCaller;
    }

    static bool IsEnd(int result) =>
        result is not (-Errno.NoBuffers or -Errno.Canceled or -Errno.Interrupted or -Errno.TryAgain);

    /// <summary>A multishot receive is over: decides what comes after it.</summary>
    void ContinueReceive(int socket, ref UringSocket state, int result)
    {
        if (state.Closing)
        {
            state.Receiving = ReceiveState.Off;
            if (state.Operations == 0) FinishClose(socket, ref state);
        }
        else if (result <= 0 && IsEnd(result))
        {
            state.Receiving = ReceiveState.Ended;
        }
        else if (state.Paused)
        {
            state.Receiving = ReceiveState.Off;
        }
        else if (result == -Errno.NoBuffers)
        {
            state.Receiving = ReceiveState.Starved;
            ranOutOfBuffers = true;
            starved.Enqueue(new OperationName(RingPurpose.Receive, socket, state.Generation).Word);
        }
        else
        {
            ArmReceive(socket, ref state);
        }
    }

    void TakeSend(int socket, int result, ref Completion completion)
    {
        ref var state = ref sockets[socket];
        state.Operations--;
        state.Sending = false;
        completion = new() { Kind = CompletionKind.Sent, Result = result, Token = state.Token, BufferId = -1 };
        if (state.Closing && state.Operations == 0) FinishClose(socket, ref state);
    }

    void TakeListeners()
    {
        Span<int> waiting = stackalloc int[ListenersPerTurnMax];
        var found = listeners.Take(waiting);
        for (var i = 0; i < found; i++) acceptable.Add(CompletionKind.Acceptable, listeners.TokenOf(waiting[i]), 0);
    }

    void FinishClose(int socket, ref UringSocket state)
    {
        ready.AddClosed(state.Token, socket);
        sockets.Remove(socket);
    }

    void TellStarvedListeners()
    {
        while (starvedListeners.TryTake(out var listener))
            acceptable.Add(CompletionKind.Acceptable, listeners.TokenOf(listener), 0);
    }
}
