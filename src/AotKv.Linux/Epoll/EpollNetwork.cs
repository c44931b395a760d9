using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AotKv.Linux.Calls;
using AotKv.Machine;
using AotKv.Memory;

namespace AotKv.Linux.Epoll;

/// <summary>
/// The network by epoll: edge-triggered, so that a socket costs one epoll_ctl in its life. Owned by one thread, but
/// for <see cref="Wake"/>. A send is tried when asked for; its completion comes with the next turn.
/// </summary>
public sealed unsafe class EpollNetwork : Network
{
    /// <summary>Reads of one socket in one turn: beyond it the others come first.</summary>
    const int ReadsPerTurnMax = 4;
    const int EventsPerTurnMax = 256;
    const uint ReceiveEvents = EpollCalls.Readable | EpollCalls.PeerFinished | EpollCalls.EdgeTriggered;
    const uint ReadableEvents =
        EpollCalls.Readable | EpollCalls.PeerFinished | EpollCalls.Failed | EpollCalls.HungUp;
    const uint WritableEvents = EpollCalls.Writable | EpollCalls.Failed | EpollCalls.HungUp;
    const ulong WakeData = ulong.MaxValue;

    readonly WakeSignal wake = new();
    readonly ReceiveMemory memory;
    readonly EpollEvent* events;
    readonly Queue<ulong> toRead = new(EventsPerTurnMax);
    readonly int epoll;
    SocketTable<EpollSocket> sockets;
    BufferStack buffers;
    BlockedSendPool blockedSends;
    CompletionQueue ready = new();
    CompletionQueue acceptable = new();
    StarvedListeners starvedListeners = new();
    uint generation;

    public EpollNetwork(int receiveBuffers)
    {
        epoll = EpollCalls.Create();
        LinuxException.ThrowIfFailed(epoll, "epoll_create1");
        memory = new(receiveBuffers);
        buffers = new(receiveBuffers);
        events = (EpollEvent*)NativeMemory.Alloc(EventsPerTurnMax, (nuint)sizeof(EpollEvent));
        var added = EpollCalls.Control(
            epoll, EpollCalls.Add, wake.Descriptor, EpollCalls.Readable | EpollCalls.EdgeTriggered, WakeData);
        LinuxException.ThrowIfFailed(added, "epoll_ctl");
    }

    public override string Name => "epoll";

    public override int SubmitAndReap(Span<Completion> completions, long timeoutNanoseconds)
    {
        var filled = ready.MoveTo(completions);
        var mayWait = filled == 0 && acceptable.IsEmpty && (toRead.Count == 0 || buffers.IsEmpty);
        var found = EpollCalls.Wait(epoll, events, EventsPerTurnMax, mayWait ? timeoutNanoseconds : 0);
        for (var i = 0; i < found; i++) TakeEvent(events[i]);

        // A place is kept for listeners, who come last: what was closed is then known before its descriptor returns.
        var others = acceptable.IsEmpty ? completions : completions[..^1];
        if (filled < others.Length) filled += ready.MoveTo(others[filled..]);
        if (filled < others.Length) filled += ReadSockets(others[filled..]);
        if (ready.TakeHasClosed()) TellStarvedListeners();
        return filled + acceptable.MoveTo(completions[filled..]);
    }

    public override void Wake() => wake.Raise();

    /// <summary>What a signal handler writes to in order to end the wait.</summary>
    internal int WakeDescriptor => wake.Descriptor;

    public override void Listen(int listener, long token)
    {
        ref var state = ref OpenState(listener, token, EpollRole.Listener);
        var added = EpollCalls.Control(
            epoll, EpollCalls.Add, listener, EpollCalls.Readable | EpollCalls.EdgeTriggered,
            Name64(listener, state.Generation));
        LinuxException.ThrowIfFailed(added, "epoll_ctl");
    }

    public override void StopListening(int listener)
    {
        EpollCalls.Control(epoll, EpollCalls.Remove, listener, 0, 0);
        starvedListeners.Remove(listener);
        sockets.Remove(listener);
    }

    public override int TryAccept(int listener)
    {
        var accepted = SocketCalls.Accept(listener);
        if (StarvedListeners.IsStarvation(accepted)) starvedListeners.Add(listener);
        return accepted;
    }

    public override void Open(int socket, long token)
    {
        ref var state = ref OpenState(socket, token, EpollRole.Connection);
        var added = EpollCalls.Control(
            epoll, EpollCalls.Add, socket, ReceiveEvents, Name64(socket, state.Generation));
        if (added >= 0) return;
        state.Ended = true;
        ready.Add(CompletionKind.Received, token, added);
    }

    public override void PauseReceiving(int socket, long token) => sockets[socket].Paused = true;

    public override void ResumeReceiving(int socket, long token)
    {
        ref var state = ref sockets[socket];
        state.Paused = false;
        QueueRead(socket, ref state);
    }

    public override void Send(int socket, long token, ReadOnlySpan<NativeBytes> pieces)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pieces.Length, SendPiecesMax);
        ref var state = ref sockets[socket];
        var vectors = stackalloc IoVector[pieces.Length];
        long total = 0;
        for (var i = 0; i < pieces.Length; i++)
        {
            vectors[i] = new() { Start = pieces[i].Address, Length = pieces[i].Length };
            total += pieces[i].Length;
        }

        var sent = SendNow(socket, vectors, pieces.Length);
        if (sent == total || (sent < 0 && sent != -Errno.TryAgain))
            ready.Add(CompletionKind.Sent, token, sent);
        else
            BlockSend(socket, ref state, new(vectors, pieces.Length), Math.Max(sent, 0));
    }

    public override void Close(int socket, long token)
    {
        ref var state = ref sockets[socket];
        if (state.Blocked != null)
        {
            var taken = state.Blocked->Taken;
            FinishBlocked(ref state, taken > 0 ? taken : -Errno.Canceled);
        }
        ready.AddClosed(token, socket);
        sockets.Remove(socket);
    }

    public override void ReturnBuffer(int bufferId) => buffers.Return(bufferId);

    public override void Dispose()
    {
        for (var socket = 0; sockets.Contains(socket); socket++)
            if (sockets[socket].Role == EpollRole.Connection) SocketCalls.Close(socket);
        ready.CloseSockets();
        SocketCalls.Close(epoll);
        wake.Dispose();
        memory.Free();
        sockets.Free();
        blockedSends.Free();
        NativeMemory.Free(events);
    }

    static ulong Name64(int descriptor, uint generation) => (uint)descriptor | ((ulong)generation << 32);

    ref EpollSocket OpenState(int descriptor, long token, EpollRole role)
    {
        ref var state = ref sockets.Grown(descriptor);
        state = new() { Token = token, Role = role, Generation = ++generation };
        return ref state;
    }

    static int SendNow(int socket, IoVector* vectors, int count)
    {
        int sent;
        do sent = SocketCalls.Send(socket, vectors, count); while (sent == -Errno.Interrupted);
        return sent;
    }

    void BlockSend(int socket, ref EpollSocket state, ReadOnlySpan<IoVector> vectors, int taken)
    {
        var blocked = blockedSends.Take();
        blocked->Taken = 0;
        blocked->First = 0;
        blocked->Count = vectors.Length;
        for (var i = 0; i < vectors.Length; i++) blocked->Pieces[i] = vectors[i];
        blocked->Advance(taken);
        state.Blocked = blocked;
        if (state.WatchesWritable) return;

        // Changing the events looks at the socket anew: room that came since the send is not missed.
        state.WatchesWritable = true;
        EpollCalls.Control(epoll, EpollCalls.Modify, socket, ReceiveEvents | EpollCalls.Writable,
            Name64(socket, state.Generation));
    }

    void TakeEvent(in EpollEvent found)
    {
        if (found.Data == WakeData)
        {
            wake.Clear();
            return;
        }
        var descriptor = (int)(uint)found.Data;
        ref var state = ref sockets[descriptor];
        if (state.Generation != (uint)(found.Data >> 32) || state.Role == EpollRole.None) return;
        if (state.Role == EpollRole.Listener)
        {
            acceptable.Add(CompletionKind.Acceptable, state.Token, 0);
            return;
        }
        if ((found.Events & WritableEvents) != 0 && state.Blocked != null) ContinueSend(descriptor, ref state);
        if ((found.Events & ReadableEvents) == 0) return;
        state.Readable = true;
        state.HungUp |= (found.Events & ~(EpollCalls.Readable | EpollCalls.Writable)) != 0;
        QueueRead(descriptor, ref state);
    }

    void ContinueSend(int socket, ref EpollSocket state)
    {
        var blocked = state.Blocked;
        while (true)
        {
            var vectors = (IoVector*)Unsafe.AsPointer(ref blocked->Pieces[blocked->First]);
            var sent = SendNow(socket, vectors, blocked->Count - blocked->First);
            if (sent == -Errno.TryAgain) return;
            if (sent < 0)
            {
                FinishBlocked(ref state, blocked->Taken > 0 ? blocked->Taken : sent);
                return;
            }
            if (!blocked->Advance(sent)) continue;
            FinishBlocked(ref state, blocked->Taken);
            return;
        }
    }

    void FinishBlocked(ref EpollSocket state, int result)
    {
        blockedSends.Return(state.Blocked);
        state.Blocked = null;
        ready.Add(CompletionKind.Sent, state.Token, result);
    }

    void QueueRead(int socket, ref EpollSocket state)
    {
        if (!state.Readable || state.Paused || state.Ended || state.Queued) return;
        state.Queued = true;
        toRead.Enqueue(Name64(socket, state.Generation));
    }

    int ReadSockets(Span<Completion> completions)
    {
        var filled = 0;
        for (var left = toRead.Count; left > 0 && filled < completions.Length && !buffers.IsEmpty; left--)
        {
            var name = toRead.Dequeue();
            var descriptor = (int)(uint)name;
            ref var state = ref sockets[descriptor];
            if (state.Generation != (uint)(name >> 32) || state.Role != EpollRole.Connection) continue;
            state.Queued = false;
            if (state.Paused) continue;
            filled += Read(descriptor, ref state, completions[filled..]);
            QueueRead(descriptor, ref state);
        }
        return filled;
    }

    int Read(int socket, ref EpollSocket state, Span<Completion> completions)
    {
        var filled = 0;
        var most = Math.Min(completions.Length, ReadsPerTurnMax);
        while (filled < most && !buffers.IsEmpty)
        {
            var buffer = buffers.Take();
            var received = SocketCalls.Receive(socket, memory.AddressOf(buffer), ReceiveBufferBytes);
            ref var completion = ref completions[filled];
            if (received > 0)
            {
                completion.Kind = CompletionKind.Received;
                completion.Result = received;
                completion.Token = state.Token;
                completion.Bytes = memory.View(buffer, received);
                completion.BufferId = buffer;
                filled++;
                if (received == ReceiveBufferBytes || state.HungUp) continue;

                // A short read emptied the socket: what comes later comes with a new edge.
                state.Readable = false;
                return filled;
            }

            buffers.Return(buffer);
            if (received == -Errno.Interrupted) continue;
            state.Readable = false;
            if (received == -Errno.TryAgain) return filled;
            state.Ended = true;
            completion = new()
            {
                Kind = CompletionKind.Received, Result = received, Token = state.Token, BufferId = -1,
            };
            return filled + 1;
        }
        return filled;
    }

    void TellStarvedListeners()
    {
        while (starvedListeners.TryTake(out var listener))
            acceptable.Add(CompletionKind.Acceptable, sockets[listener].Token, 0);
    }
}
