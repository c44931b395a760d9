using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.Measures;
using AotKv.Engine.Messaging;
using AotKv.Engine.PubSub;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Engine.Waiting;
using AotKv.Instance.Sessions;
using AotKv.Machine;
using AotKv.Memory;
using AotKv.Memory.Blocks;
using AotKv.Server.Reactor;
using AotKv.Wire.Resp;

namespace AotKv.Server.Connections;

/// <summary>
/// One client's socket: what it sent and is not run yet, what it is answered and the kernel has not taken yet, and
/// the batch under way. Owned by its core. At most one batch is under way, which keeps the client's order and bounds
/// every queue behind it.
/// </summary>
sealed class Connection : Borrower, ISessionHost
{
    readonly int socket;
    ConnectionState state;
    Session? session;
    ClientTransaction? transaction;
    Waiter? waiter;

    public Connection(Core core, int socket, long token)
        : base(core)
    {
        this.socket = socket;
        Token = token;
    }

    /// <summary>Names the connection to the network, until its socket's Closed is reported.</summary>
    public long Token { get; }

    public Session Session => session!;

    /// <summary>Set once, before the first byte.</summary>
    public void Attach(Session newSession) => session = newSession;

    bool Is(ConnectionState flag) => (state & flag) != 0;

    /// <summary>Bytes arrived, or the peer has finished, or the socket failed.</summary>
    public void OnReceived(in Completion received)
    {
        if (received.Result <= 0)
        {
            if (received.Result == 0 && !Session.IsPostponed) InputEnded();
            else Close();
            return;
        }
        if (Is(ConnectionState.Closing | ConnectionState.Finishing))
        {
            core.Network.ReturnBuffer(received.BufferId);
            return;
        }
        Session.LastActiveAt = core.Port.Clock.Now;
        core.Statistics.Reads++;
        core.Statistics.BytesReceived += received.Result;
        Session.BytesReceived += received.Result;
        if (Is(ConnectionState.Waiting))
        {
            var later = Arrived;
            later.Buffer.TakeLater(received, core.Network);
            if (later.Buffer.Length > InputHeldMax) PauseReceiving();
            core.Clients.Note(this);
            return;
        }
        Arrived.Buffer.Take(received, core.Network);
        Proceed();
        core.Clients.CheckInput(this);
    }

    /// <summary>What the client sent before it finished still runs, as far as it is whole and need not wait.</summary>
    void InputEnded()
    {
        if (waiter is { } parked && parked.Abandon())
        {
            Drop(parked);
            Close();
        }
        else if (Is(ConnectionState.Waiting)) state |= ConnectionState.InputEnded;
        else CloseAfterReplies();
    }

    /// <summary>While a batch is under way, more than this is left in the kernel. Bytes.</summary>
    const int InputHeldMax = 1 << 20;

    void PauseReceiving()
    {
        if (Is(ConnectionState.Paused)) return;
        state |= ConnectionState.Paused;
        core.Network.PauseReceiving(socket, Token);
    }

    /// <summary>Reads and runs requests until something must be waited for or the input is used up.</summary>
    void Proceed()
    {
        var arrived = Arrived;
        while (true)
        {
            if (batch is not null && arrived.Next < batch.Count && !RunBatch()) return;
            if (Is(ConnectionState.Closing | ConnectionState.Finishing)) break;
            if (arrived.Refusal is not null) RefuseProtocol(arrived);
            else if (core.Clients.IsOverOutputLimit(this)) CloseForOutput();
            else if (TryReadBatch(arrived)) continue;
            if (!arrived.Buffer.HasArrived) break;
            arrived.Buffer.Settle(core.Network, wanted: 0);
        }
        if (Is(ConnectionState.Closing | ConnectionState.Finishing)) arrived.Buffer.Clear(core.Network);
        else arrived.Buffer.Settle(core.Network, arrived.Progress.BytesWanted);
        var isOver = arrived.Progress.ArgumentCount == 0 || Is(ConnectionState.Closing | ConnectionState.Finishing);
        if (batch is not null && isOver) GiveBatchBack();
        if (arrived.Buffer.IsEmpty) GiveInputBack();
        if (Is(ConnectionState.InputEnded)) CloseAfterReplies();
        core.FlushLater(this);
    }

    /// <summary>Reads the next requests into the batch; false where there is no whole one.</summary>
    bool TryReadBatch(Incoming arrived)
    {
        var unread = arrived.Buffer.Unread;
        if (unread.IsEmpty) return false;
        batch ??= core.BorrowBatch();
        arrived.Next = 0;
        var reader = new BatchReader(core, Session, batch);
        arrived.BatchBytes = reader.Read(unread, ref arrived.Progress, out arrived.Refusal);
        arrived.Buffer.Consume(arrived.BatchBytes);
        return batch.Count > 0 || arrived.Refusal is not null;
    }

    /// <summary>What cannot be a request: the error is the last reply, after those of the requests before it.</summary>
    void RefuseProtocol(Incoming arrived)
    {
        Measures.Statistics.Errors.Count(arrived.Refusal);
        ProtocolErrorLine.Write(core.Server, Session, arrived.Refusal!, arrived.Buffer.Unread.Span);
        ReplyHere().Error(arrived.Refusal);
        CloseAfterReplies();
    }

    /// <summary>Runs the batch's requests in order. False: something is under way, and BatchFinished goes on.</summary>
    bool RunBatch()
    {
        var arrived = Arrived;
        while (arrived.Next < batch!.Count)
        {
            var replies = Replies;
            if (replies.Written.IsCut) CloseForOutput();
            if (Is(ConnectionState.Closing | ConnectionState.Finishing))
            {
                arrived.Next = batch.Count;
                break;
            }
            batch.ReplyBlocksMax = replies.Limit(core.Clients.OutputBlocksMax);
            var run = RequestRun.From(batch, arrived.Next, Session, core);
            if (run.Count == 0)
            {
                if (!RunOne()) return Wait();
                continue;
            }
            batch.Context = Session;
            var first = arrived.Next;
            arrived.Next += run.Count;
            Session.CommandsRun += run.Count;
            var done = run.IsLocal
                ? new LocalRun(core, Session, batch, replies.Written).Run(first, run.Count)
                : new HeldRun(core, Session, batch, replies.Written).Run(first, run.Count);
            if (done == run.Count || replies.Written.IsCut) continue;
            Session.LastCommand = core.Commands[batch.Requests[arrived.Next - 1].Command];
            arrived.ArgumentBytes = arrived.BatchBytes;
            batch.Send(this, core.Port, first + done, first + run.Count);
            return Wait();
        }
        return true;
    }

    bool Wait()
    {
        state |= ConnectionState.Waiting;
        if (Is(ConnectionState.InputEnded) && waiter is not null) InputEnded();
        return false;
    }

    /// <summary>
    /// Runs one request that is no plain command on keys: an error, a command of the session, one that is queued, or
    /// one that needs several shards at once. False where its reply comes later.
    /// </summary>
    bool RunOne()
    {
        core.Port.StandIn.LetGo();
        var arrived = Arrived;
        var index = arrived.Next++;
        ref var request = ref batch!.Requests[index];
        var arguments = batch.ArgumentsOf(request);
        var reply = ReplyHere();
        switch (Admission.Admit(Session, ref request, arguments, reply))
        {
            case Admitted.IsAnswered: return Settled();
            case Admitted.Waits: return Postpone();
        }
        var command = core.Commands[request.Command];
        Session.CommandsRun++;
        arrived.ArgumentBytes = arguments.SumOfLengths;
        batch.Context = Session;
        if (command is { Place: Place.Session, Exclusive: false })
        {
            if (RunOnSession(request, ref reply) != Outcome.Done) return false;
            // What it published and subscribes to itself follows the reply.
            if (Session.IsSubscriber) core.Subscriptions.Deliver();
            return Settled();
        }
        if ((command.Flags & CommandFlags.Blocking) != 0) return RunBlocking(ref request, command, ref reply);
        if (core.IsWatch(command)) Transaction.NoteWatch(command, arguments);
        if (request.Shard == Router.Lent || request.Shard < 0 && core.IsWatched ||
            request.Shard == Router.Keyless && !command.EveryShard || command.Place == Place.Session)
        {
            var involved = core.InvolvedShards(request, command, arguments);
            new ExclusiveRequest(batch, index, this, core.Port, Target()).Begin(core.Port, involved);
            return false;
        }
        batch.Context = Session;
        batch.Send(this, core.Port, index, index + 1);
        return false;
    }

    /// <summary>Runs a command that may make its client wait. False where its reply comes later.</summary>
    bool RunBlocking(ref Request request, CommandInfo command, ref Reply reply)
    {
        // Without keys it only answers an error.
        if (request.Shard == Router.Keyless) request.Shard = (short)core.Port.Core;
        var shard = core.Port.Shard;
        var arguments = batch!.ArgumentsOf(request);
        var isHere = request.Shard == core.Port.Core && shard.TryEnter();
        if (isHere && TryRunBlockingHere(request, shard, ref reply)) return Settled();
        var involved = request.Shard < 0 ? core.InvolvedShards(request, command, arguments) : null;
        var parked = new Waiter(request, arguments, Session, this, core.Port, involved);
        StartWaiting(parked);
        if (involved is not null) new ExclusiveWait(parked, core.Port).Begin(core.Port, involved);
        else if (isHere) shard.Park(parked);
        else parked.Send(core.Port, parked.OnlyShard);
        return false;
    }

    /// <summary>False where the command found nothing and parks.</summary>
    bool TryRunBlockingHere(in Request request, Shard shard, ref Reply reply)
    {
        shard.Waiting.Parking.Clear();
        var call = batch!.BlockingCallOf(request, shard.Hasher, shard.Now);
        var meter = new CommandMeter(Measures, Target(), core.Port.Blocks);
        meter.Next(request.Command);
        var keys = new Keyspace(shard, batch.Context, shard.Now);
        if (core.Commands.RunOnShard(request.Command, call, keys, ref reply) == Outcome.Park) return false;
        Interleaving.Ran(shard, call);
        meter.Ran(call, request.Length);
        meter.End();
        if (shard.Waiting.HasReady) shard.ServeWaiters();
        return true;
    }

    /// <summary>
    /// The client waits, maybe for long: the batch and the receive buffer go back, and what it sent behind this command
    /// is read again when it goes on.
    /// </summary>
    void StartWaiting(Waiter parked)
    {
        waiter = parked;
        // It counts when it is answered.
        Session.CommandsRun--;
        var arrived = Arrived;
        var isLast = arrived.Next == batch!.Count;
        arrived.Buffer.Restore(isLast ? 0 : arrived.BatchBytes - batch.Requests[arrived.Next].Offset);
        arrived.Buffer.Settle(core.Network, wanted: 0);
        arrived.Forget();
        if (arrived.Buffer.IsEmpty) GiveInputBack();
        GiveBatchBack();
        core.FlushLater(this);
    }

    /// <summary>The wait is over: the client is answered, or closed where it finished sending before.</summary>
    void Answer(Waiter ended)
    {
        waiter = null;
        Session.CommandsRun++;
        if (ended.End == WaitEnd.Closed) Close();
        else if (ended.End == WaitEnd.Served) Target().Append(ended.Output);
        else WaitAnswer.Write(ended, ReplyHere(), core.Port);
        ended.Dispose();
    }

    /// <summary>The client of a wait that has been claimed is gone.</summary>
    void Drop(Waiter ended)
    {
        waiter = null;
        ended.Forget(core.Port);
        ended.Dispose();
        state &= ~ConnectionState.Waiting;
    }

    public bool IsBlocked => Volatile.Read(ref waiter) is { IsParked: true };

    public bool TryUnblock(Session other, WaitEnd end)
    {
        if (Volatile.Read(ref ((Connection)other.Host).waiter) is not { } parked || !parked.TryEnd(end)) return false;
        parked.SendHome(core.Port, core.Port.Clock.Nanoseconds);
        return true;
    }

    /// <summary>The request is looked at again when the pause has ended; replies before it are sent now.</summary>
    bool Postpone()
    {
        Arrived.Next--;
        Session.IsPostponed = true;
        core.Postponed.Add(this);
        core.FlushLater(this);
        return false;
    }

    /// <summary>The pause has ended, or another has taken its place.</summary>
    public void Resume()
    {
        Session.IsPostponed = false;
        GoOn();
    }

    Outcome RunOnSession(in Request request, ref Reply reply)
    {
        var call = batch!.CallOf(request, core.Port.Shard.Hasher, core.Port.Clock.Now);
        var meter = new CommandMeter(Measures, Target(), core.Port.Blocks);
        meter.Next(request.Command);
        var outcome = core.Commands.RunOnSession(request.Command, call, Session, ref reply);

        core.Follow();

        // EXEC is counted when its transaction is back.
        if (transaction is { IsRunning: true }) return outcome;
        meter.Ran(call, request.Length);
        meter.End();
        return outcome;
    }

    /// <summary>A request of the session is answered: CLIENT REPLY's SKIP has had its one command.</summary>
    bool Settled()
    {
        ForgetArguments();
        Session.ReplyMode = Session.ReplyMode switch
        {
            ReplyMode.SkipNext => ReplyMode.SkipThis,
            ReplyMode.SkipThis => ReplyMode.On,
            var mode => mode,
        };
        return true;
    }

    public void Execute(QueuedCommands queued, Watch? watch)
    {
        ref var exec = ref batch!.Requests[Arrived.Next - 1];
        queued.End(exec, batch.ArgumentsOf(exec), core.Commands[exec.Command]);
        Transaction.Begin(queued, watch, Target());
    }

    ClientTransaction Transaction => transaction ??= new ClientTransaction(this, core);

    /// <summary>What was sent out is back: its replies follow those before it, and the client goes on.</summary>
    public override void BatchFinished()
    {
        if (waiter is { } ended) Answer(ended);
        else if (transaction is { IsRunning: true } running) running.End(Target());
        else if (batch!.IsUnderWay) batch.Collect(Target(), core.Port);
        Settled();
        GoOn();
    }

    /// <summary>What was waited for is here.</summary>
    void GoOn()
    {
        state &= ~ConnectionState.Waiting;
        if (Is(ConnectionState.Closing))
        {
            core.Released(this);
            return;
        }
        subscriber?.PushDeferred();
        if (Is(ConnectionState.Paused))
        {
            state &= ~ConnectionState.Paused;
            core.Network.ResumeReceiving(socket, Token);
        }
        Proceed();
    }

    public CoreMeasures Measures => core.Port.Measures;

    public override CallContext Context => Session;

    public override void RunExclusively(CommandId command, in Call call, in Keyspace keys, ref Reply reply) =>
        core.Commands.RunExclusively(command, call, Session, keys, ref reply);

    public override void RunOnSession(CommandId command, in Call call, ref Reply reply) =>
        core.Commands.RunOnSession(command, call, Session, ref reply);

    /// <summary>Where replies go now.</summary>
    public Reply ReplyHere() => new(Target(), core.Port.Blocks, Session.Version);

    /// <summary>Where replies go: to the client, unless it said that it wants none.</summary>
    ReplyChain Target() =>
        Session.ReplyMode == ReplyMode.On ? Replies.Written : core.Discarded;

    /// <summary>Hands what is to be sent to the network, unless a send is under way.</summary>
    public void Flush()
    {
        state &= ~ConnectionState.Dirty;
        if (Is(ConnectionState.Closing)) return;
        if (OutputBytes > OutputPeak) OutputPeak = OutputBytes;
        core.Clients.Note(this);
        if (core.Clients.IsOverOutputLimit(this))
        {
            CloseForOutput();
            return;
        }
        if (Is(ConnectionState.Sending)) return;
        if (Outgoing is not { IsEmpty: false } replies)
        {
            if (Is(ConnectionState.Waiting)) return;
            if (Outgoing is not null) GiveOutputBack();
            if (Is(ConnectionState.Finishing)) Close();
            return;
        }
        var sending = replies.Sending;
        sending.Append(replies.Written);
        Span<NativeBytes> pieces = stackalloc NativeBytes[Network.SendPiecesMax];
        state |= ConnectionState.Sending;
        core.Network.Send(socket, Token, pieces[..sending.Pieces(pieces)]);
    }

    public void OnSent(in Completion sent)
    {
        var replies = Replies;
        var hadPinned = replies.Sending.BytesPinned > 0;
        state &= ~ConnectionState.Sending;
        if (sent.Result < 0)
        {
            Close();
            return;
        }
        core.Statistics.Writes++;
        core.Statistics.BytesSent += sent.Result;
        Session.BytesSent += sent.Result;
        replies.Sending.Consume(core.Port.Blocks, sent.Result);
        if (hadPinned) core.Clients.Note(this);
        if (!replies.IsEmpty || Is(ConnectionState.Finishing)) Flush();
        else if (!Is(ConnectionState.Waiting | ConnectionState.Dirty)) GiveOutputBack();
    }

    /// <summary>The socket is closed and nothing of it is under way in the network.</summary>
    public void OnClosed()
    {
        state |= ConnectionState.SocketClosed;
        if (!Is(ConnectionState.Waiting)) core.Released(this);
    }

    /// <summary>Both the network and the shards are done with it: gives everything back.</summary>
    public bool TryRelease()
    {
        if (!Is(ConnectionState.SocketClosed) || Is(ConnectionState.Waiting)) return false;
        GiveAllBack();
        return true;
    }

    /// <summary>Notes that it stands in its core's list of those to flush; false where it already does.</summary>
    public bool TryMarkDirty()
    {
        if (Is(ConnectionState.Dirty)) return false;
        state |= ConnectionState.Dirty;
        return true;
    }

    void CloseForOutput()
    {
        core.Clients.NoteOutputClosed(this);
        Close();
    }

    public void CloseAfterReplies()
    {
        state |= ConnectionState.Finishing;
        core.FlushLater(this);
    }

    /// <summary>Closes a client that waits for nothing and has sent nothing for so long, milliseconds.</summary>
    public void CloseIfIdle(long timeout, long now)
    {
        if (now - Session.LastActiveAt <= timeout || IsBlocked || Session.IsMonitor || Session.IsSubscriber) return;
        if (Is(ConnectionState.Waiting | ConnectionState.Sending)) return;
        core.Server.Log.Verbose("Closing idle client");
        Close();
    }

    /// <summary>Closes at once; what was not sent is lost.</summary>
    public void Close()
    {
        if (Is(ConnectionState.Closing)) return;
        state |= ConnectionState.Closing;
        Session.Abandon();
        if (Session.IsMonitor) WatchAll(isOn: false);
        UnsubscribeAll();
        if (Session.IsPostponed)
        {
            Session.IsPostponed = false;
            state &= ~ConnectionState.Waiting;
            core.Postponed.Remove(this);
        }
        core.Clients.Forget(this);
        core.Server.Clients.Remove(Session);
        if (waiter is { } parked && parked.Abandon()) Drop(parked);
        core.Network.Close(socket, Token);
    }

    public void Kill(Session other) => core.Kill(other);

    int ISessionHost.Core => core.Port.Core;
    public int Descriptor => socket;
    public string PeerAddress => core.Sockets.PeerAddress(socket);
    public string LocalAddress => core.Sockets.LocalAddress(socket);

    public bool IsLocalPeer => core.Sockets.IsLocalPeer(socket);
    public bool IsLocalSocket => core.Sockets.IsUnix(socket);

    public void AnswerOk() => ReplyHere().Ok();

    public long OutputPinnedBytes => Is(ConnectionState.Sending) ? Outgoing?.BytesPinned ?? 0 : 0;

    public long ArgumentBytes => RunningArgumentBytes + HeldArgumentBytes;
    public long HeldArgumentBytes => ReadArgumentBytes + (Volatile.Read(ref waiter)?.ArgumentBytes ?? 0);

    public long OutputPeak { get; private set; }

    /// <summary>Now and then: gives back what it holds for requests in vain, forgets peaks.</summary>
    public void CareForBuffers(long now)
    {
        if (batch is null || !Is(ConnectionState.Waiting)) ShrinkInput(now, Session.LastActiveAt);
        if (OutputPeak == 0 || !core.Server.Switches.IsPeakOver(now - peakSince)) return;
        OutputPeak = OutputBytes;
        peakSince = now;
    }

    long peakSince;

    public PausedActions Paused => core.Paused;

    /// <summary>What the core's sum holds of this client, bytes.</summary>
    public long CountedBytes { get; set; }

    public bool IsClosing => Is(ConnectionState.Closing | ConnectionState.Finishing);

    public void AnswerOnceAllCoresKnow() => core.TellAll(new Announcement(this));

    /// <summary>Every core has taken over what the client has changed.</summary>
    public void AllCoresKnow()
    {
        ForgetArguments();
        core.Clients.EvictNow();
        if (Session.IsMonitor) view!.ShowFromHereOn();
        if (!Is(ConnectionState.Closing)) ReplyHere().Ok();
        BatchFinished();
    }

    MonitorView? view;
    public void WatchAll(bool isOn) => (view ??= new MonitorView(this, core)).Watch(isOn);

    /// <summary>Writes lines of MONITOR.</summary>
    public void Show(byte[][] lines) => view!.Show(lines);

    Subscriber? subscriber;
    Subscriber Subscriber => subscriber ??= new Subscriber(this, core);

    public void Subscribe(SubscriptionKind kind, byte[] name) => Subscriber.Subscribe(kind, name);
    public void Unsubscribe(SubscriptionKind kind, byte[] name) => Subscriber.Unsubscribe(kind, name);
    public void UnsubscribeAll() => subscriber?.UnsubscribeAll();

    public Reply Pushes => new(Replies.Written, core.Port.Blocks, Session.Version);

    /// <summary>A command was sent out and is not answered; not that the client waits for a key or a pause.</summary>
    public bool IsAnswerUnderWay =>
        Session.RunningCommands > 0 || Is(ConnectionState.Waiting) && waiter is null && !Session.IsPostponed;

    /// <summary>Writes a message, whatever the client wants of replies.</summary>
    public void Push(Publication publication)
    {
        if (!Is(ConnectionState.Closing)) Subscriber.Push(publication);
    }
}
