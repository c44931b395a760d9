using AotKv.Engine.Catalog;
using AotKv.Engine.Messaging;
using AotKv.Engine.PubSub;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Instance;
using AotKv.Instance.Configuration;
using AotKv.Instance.Observation;
using AotKv.Instance.Sessions;
using AotKv.Machine;
using AotKv.Memory;
using AotKv.Memory.Blocks;
using AotKv.Server.Connections;
using AotKv.Values;

namespace AotKv.Server.Reactor;

/// <summary>
/// One core of the server: its network, its connections and its shard, run by one thread in one loop. A turn takes
/// what the network and the other cores have brought, runs it, does a slice of what is due, and sends all replies
/// at its end.
/// </summary>
sealed class Core : Doorbell
{
    const int CompletionsMax = 512;
    const long CronNanoseconds = 100_000_000;
    const int MailMax = 1024;

    readonly Mailboxes mailboxes;
    readonly Clock clock;
    readonly ConnectionTable connections = new();
    readonly List<Connection> dirty = [];
    readonly Stack<Batch> batches = new();
    readonly Completion[] completions = new Completion[CompletionsMax];
    readonly CommandId watch;
    volatile bool stopping;
    long nextCron;

    public Core(ServerInstance server, CorePort port, Mailboxes mailboxes, Router router, SocketFacts sockets)
    {
        Server = server;
        Port = port;
        Stores = new KeyStore?[port.Shards.Length];
        this.mailboxes = mailboxes;
        Router = router;
        Sockets = sockets;
        clock = server.Clock;
        Commands = server.Commands;
        watch = server.Commands.IdOf("watch");
        Exec = server.Commands.IdOf("exec");
        Clients = new CoreClients(this, connections);
        Subscriptions = new CoreSubscriptions(port.Core, server.Publications);
        server.Publications.Attach(port.Core, this);
        mailboxes.Attach(port.Core, this);
    }

    public ServerInstance Server { get; }

    public ServerCommandTable Commands { get; }

    public CorePort Port { get; }

    public Router Router { get; }

    public SocketFacts Sockets { get; }

    /// <summary>Made on the core's own thread: a ring belongs to the thread that makes it.</summary>
    public Network Network { get; private set; } = null!;

    public CoreStatistics Statistics { get; } = new();

    /// <summary>Swallows the replies of clients that want none; emptied every turn.</summary>
    public ReplyChain Discarded { get; } = new();

    /// <summary>Whether maxmemory is exceeded, as of the start of this turn.</summary>
    public bool IsOutOfMemory { get; private set; }

    public bool IsWatch(CommandInfo command) => command.Id == watch;

    public CommandId Exec { get; }

    /// <summary>All cores, by index. Set before they run.</summary>
    public Core[] Peers { get; set; } = [];

    /// <summary>The limits on what clients may hold.</summary>
    public CoreClients Clients { get; }

    /// <summary>Which clients subscribe to what.</summary>
    public CoreSubscriptions Subscriptions { get; }

    public BufferPeaks Peaks { get; } = new();

    /// <summary>What a pause holds back, as of the start of this turn.</summary>
    public PausedActions Paused { get; private set; }

    /// <summary>Clients whose next request a pause holds back.</summary>
    public List<Connection> Postponed { get; } = [];

    /// <summary>
    /// Whether somebody sees the commands of a client as they run, or what they change: then they run one by one, so
    /// that what is seen is in the client's order.
    /// </summary>
    public bool IsWatched => Port.Measures.IsWatched || HasEvents && Server.Publications.HasAudience;

    /// <summary>Changes of keys are announced; with one shard they are in order by themselves.</summary>
    bool HasEvents => Peers.Length > 1 && Port.Shard.Settings.Events != KeyspaceEvents.None;

    /// <summary>Takes over what was changed for all cores: the configuration, a pause.</summary>
    public void Follow()
    {
        var settings = Server.Configuration.Current.Hot;
        if (!ReferenceEquals(settings, followed))
        {
            followed = settings;
            Port.Measures.Settings = Observer.LimitsOf(settings);
            Clients.Follow(settings);
        }
        var before = Paused;
        Paused = Server.Pause.At(Port.Clock.Now);
        if (!Port.Shard.IsLent) Port.Shard.KeepsExpired = Paused != PausedActions.None || settings.ImportMode;
        if (Paused < before && Postponed.Count > 0) ResumePostponed();
    }

    /// <summary>A pause has ended or become less strict: all that it held back is looked at again.</summary>
    void ResumePostponed()
    {
        var resumed = Postponed.ToArray();
        Postponed.Clear();
        foreach (var connection in resumed) connection.Resume();
    }

    /// <summary>Tells all other cores that something was changed for all, and the client when they know.</summary>
    public void TellAll(Announcement announcement) => announcement.Begin(this);

    readonly List<Connection> monitors = [];

    public void SetMonitor(Connection connection, bool isOn)
    {
        var feed = Server.Observer.Monitors;
        if (isOn)
        {
            monitors.Add(connection);
            feed.Add(Port.Core, this);
        }
        else if (monitors.Remove(connection)) feed.Remove(Port.Core);
    }

    /// <summary>Gives the core's monitors what has come for them.</summary>
    public void ShowMonitors()
    {
        if (monitors.Count == 0 || Server.Observer.Monitors.Take(Port.Core) is not { } lines) return;
        foreach (var monitor in monitors.ToArray()) monitor.Show(lines);
    }

    HotSettings? followed;

    public override void Ring() => Network.Wake();

    public override void RingAtEndOfTurn(Doorbell sender) => ((Core)sender).Network.WakeOther(Network);

    /// <summary>Ends the loop after its current turn. Any thread.</summary>
    public void Stop()
    {
        stopping = true;
        Network?.Wake();
    }

    /// <summary>Runs until <see cref="Stop"/>, on this core's thread.</summary>
    public void Run(Func<Network> makeNetwork, Listeners listeners)
    {
        ThreadId = Linux.CurrentThread.Id;
        Network = makeNetwork();
        started.Set();
        var alone = mailboxes.Cores == 1;
        while (!stopping)
        {
            if (Defects.LooksFirst) Port.Shard.CatchUp();
            var wait = Wait();
            if (!alone && (wait > 0 || mailboxes.IsCrowded)) wait = PrepareToSleep(wait);
            Volatile.Write(ref turnBegan, 0);
            var count = Network.SubmitAndReap(completions, wait);
            if (mailboxes.IsCrowded) LetOthersRun();
            if (!alone) mailboxes.Awake(Port.Core);
            TakeTime();
            // What was published before a client asked for something is seen before its answer.
            Subscriptions.Deliver();
            listeners.Follow(this);
            foreach (ref var completion in completions.AsSpan(0, count)) Take(completion, listeners);

            // Not for each client: who runs it finds what all of them want. Not later: it runs beside us.
            if (!alone) Port.EndPhase(Urgency.AtOnce);
            TakeMail();
            Port.Shard.CatchUp();
            TakeMail();
            Port.StandIn.LetGo();
            hasMore = Maintain();
            ShowMonitors();
            Subscriptions.Deliver();
            FlushDirty();
            Clients.EvictIfOver();
            EndTurn(count);
            if (!alone) hasMore |= mailboxes.FlushOutboxes(Port.Core);
            if (!alone) Port.EndPhase(Urgency.AtEndOfTurn);
            hasMore |= mailboxes.HasMail(Port.Core) | listeners.IsBusy(this);
        }
    }

    /// <summary>
    /// With fewer CPUs than cores the system takes the CPU away from one for another, mostly in the middle of a turn:
    /// then nobody can stand in for it. It gives way before, between two turns.
    /// </summary>
    void LetOthersRun()
    {
        var now = clock.MonotonicNanoseconds;
        if (now - ranSince < AtStretchNanoseconds) return;
        Thread.Yield();
        ranSince = clock.MonotonicNanoseconds;
    }

    const long AtStretchNanoseconds = 500_000;

    long ranSince;
    bool hasMore;
    long turnBegan;

    /// <summary>The thread's CPU time when the turn began, while latencies are watched; else 0.</summary>
    long turnBeganCpu;

    /// <summary>When the turn under way began, by the monotonic clock; 0 while waiting. Read by the watchdog.</summary>
    public long TurnBegan => Volatile.Read(ref turnBegan);

    /// <summary>The kernel's number of the thread that runs this core, once it runs.</summary>
    public int ThreadId { get; private set; }

    readonly ManualResetEventSlim started = new();

    /// <summary>Waits until the core serves. The main thread.</summary>
    public void WaitUntilStarted() => started.Wait();

    long callsBefore;
    bool hasSampled;

    /// <summary>Runs a slice of what is due; one that takes long is a spike of its own kind.</summary>
    bool Maintain()
    {
        if (followed is not { LatencyMonitorThreshold: > 0 }) return Port.Shard.Maintain();
        var began = clock.MonotonicNanoseconds;
        var more = Port.Shard.Maintain();
        Server.Observer.Latency.Note(LatencyMonitor.ExpireCycle, (clock.MonotonicNanoseconds - began) / 1_000_000);
        return more;
    }

    /// <summary>Counts a turn that did something.</summary>
    void EndTurn(int completed)
    {
        if (completed == 0 && !hasSampled) return;
        hasSampled = false;
        var elapsed = clock.MonotonicNanoseconds - turnBegan;
        var calls = Port.Measures.Statistics.Calls;
        if (calls - callsBefore > Statistics.MostCallsInTurn) Statistics.MostCallsInTurn = calls - callsBefore;
        callsBefore = calls;
        if (turnBeganCpu != 0)
        {
            var cpu = Linux.CurrentThread.CpuNanoseconds - turnBeganCpu;
            if (cpu > Statistics.MostCpuInTurn) Statistics.MostCpuInTurn = cpu;
        }
        Statistics.Turns++;
        Statistics.TurnNanoseconds += elapsed;
        if (elapsed > Statistics.LongestTurnNanoseconds) Statistics.LongestTurnNanoseconds = elapsed;
    }

    /// <summary>How long the next wait may be, nanoseconds: nothing that is due must wait for the network.</summary>
    long Wait()
    {
        if (hasMore || dirty.Count > 0) return 0;
        var deadline = Port.Shard.NextDeadline();
        var untilCron = Math.Max(0, nextCron - clock.MonotonicNanoseconds);
        if (Postponed.Count > 0)
        {
            // Compared in milliseconds: the remaining ones of a long pause are too many as nanoseconds.
            var remaining = Server.Pause.Remaining(Port.Clock.Now);
            if (remaining < untilCron / 1_000_000) untilCron = remaining * 1_000_000;
        }
        if (deadline == long.MaxValue) return untilCron;
        var untilDeadline = Math.Max(0, deadline - Port.Clock.Now);
        if (untilDeadline >= CronNanoseconds / 1_000_000) return untilCron;
        return Math.Min(untilCron, untilDeadline * 1_000_000);
    }

    long PrepareToSleep(long wait)
    {
        mailboxes.PrepareToSleep(Port.Core);
        return mailboxes.HasMail(Port.Core) || !Port.Shard.IsLent && !Port.Shard.Inbox.IsCurrent ? 0 : wait;
    }

    void TakeTime()
    {
        Port.Clock.Read();
        IsOutOfMemory = Server.IsOutOfMemory();
        Follow();
        var now = Port.Clock.Nanoseconds;
        Volatile.Write(ref turnBegan, now);
        turnBeganCpu = followed is { LatencyMonitorThreshold: > 0 } ? Linux.CurrentThread.CpuNanoseconds : 0;
        if (now < nextCron) return;
        nextCron = now + CronNanoseconds;
        if (Server.Switches.PausesCron) return;
        if (Port.Core == 0) Port.Time.FollowWallClock();
        connections.CloseIdle(Server.Configuration.Current.Hot.Timeout * 1000, Port.Clock.Now);
        Peaks.GoTo(Port.Clock.Now / 1000);
        Clients.LookAtSome();
        if (Port.Core == 0) Server.Statistics.Sample(Server, Port.Clock.Now);
        hasSampled = Port.Core == 0;
        Statistics.CronNanoseconds += clock.MonotonicNanoseconds - now;
    }

    void Take(in Completion completion, Listeners listeners)
    {
        if (completion.Kind == CompletionKind.Acceptable)
        {
            listeners.AcceptAll(this, completion.Token);
            return;
        }
        if (connections.Find(completion.Token) is not { } connection)
        {
            if (completion is { Kind: CompletionKind.Received, Result: > 0 })
                Network.ReturnBuffer(completion.BufferId);
            return;
        }
        switch (completion.Kind)
        {
            case CompletionKind.Received: connection.OnReceived(completion); break;
            case CompletionKind.Sent: connection.OnSent(completion); break;
            case CompletionKind.Closed: connection.OnClosed(); break;
        }
    }

    void TakeMail()
    {
        for (var taken = 0; taken < MailMax; taken++)
        {
            if (Defects.LooksFirst) Port.Shard.CatchUp();
            if (!mailboxes.TryReceive(Port.Core, out var message)) return;
            if (message.Kind != MessageKind.Finished) Port.StandIn.LetGo();
            switch (message.Kind)
            {
                case MessageKind.Run: Port.Shard.Run((ShardWork)message.Subject!); break;
                case MessageKind.Finished: ((IFinish)message.Subject!).Finish(Port); break;
                case MessageKind.Ask: ((Exclusive)message.Subject!).Answer(Port); break;
                case MessageKind.Answer: ((Exclusive)message.Subject!).Answered(Port); break;
                case MessageKind.Ready: ((Exclusive)message.Subject!).RunAndReturn(Port); break;
                case MessageKind.Return: Port.Shard.TakeBack(); break;
                case MessageKind.Task: ((CoreTask)message.Subject!).Run(Port.Core); break;
            }
        }
    }

    /// <summary>Takes a socket in as a connection of this core.</summary>
    public void Adopt(int socket)
    {
        var connection = connections.Add(this, socket);
        var session = new Session(Server.Clients.NextId(), Server, connection, Port.Clock.Now);
        connection.Attach(session);
        Server.Clients.Add(session);
        Network.Open(socket, connection.Token);
    }

    public void FlushLater(Connection connection)
    {
        if (connection.TryMarkDirty()) dirty.Add(connection);
    }

    void FlushDirty()
    {
        for (var i = 0; i < dirty.Count; i++) dirty[i].Flush();
        dirty.Clear();
        if (!Discarded.IsEmpty) Discarded.Clear(Port.Blocks);
    }

    /// <summary>A connection may be done with: forgets it once neither network nor shards use it.</summary>
    public void Released(Connection connection)
    {
        if (connection.TryRelease()) connections.Remove(connection);
    }

    /// <summary>Closes another client's connection, on the core that owns it.</summary>
    public void Kill(Session session)
    {
        var connection = (Connection)session.Host;
        var owner = session.Host.Core;
        if (owner == Port.Core)
        {
            connection.Close();
            return;
        }
        // Who asks next is not shown it any more.
        Server.Clients.Remove(session);
        Port.Post(owner, new(MessageKind.Task, new KillTask(connection)));
    }

    sealed class KillTask(Connection connection) : CoreTask
    {
        public override void Run(int core) => connection.Close();
    }

    /// <summary>What holds the requests of clients that have sent some.</summary>
    public Loans<Incoming> Inputs { get; } = new(static () => new Incoming());

    /// <summary>What holds the replies of clients that are answered.</summary>
    public Loans<Outgoing> Outputs { get; } = new(static () => new Outgoing());

    /// <summary>Where the keys are that are asked for ahead, by shard: scratch of whoever runs requests.</summary>
    public KeyStore?[] Stores { get; }

    public Batch BorrowBatch() => batches.TryPop(out var batch) ? batch : new Batch(Port.Shards.Length);

    public void ReturnBatch(Batch batch)
    {
        batch.Clear();
        if (batches.Count < BatchesKeptMax) batches.Push(batch);
        else batch.Dispose();
    }

    const int BatchesKeptMax = 256;

    /// <summary>The shards of a request's keys, or all where it does not name them.</summary>
    public Shard?[] InvolvedShards(in Request request, CommandInfo command, in Arguments arguments)
    {
        Span<bool> involved = stackalloc bool[Port.Shards.Length];
        var namesNone = request.Shard == Engine.Transactions.Router.Keyless;
        if (namesNone || !Router.AddShards(command, arguments, involved)) involved.Fill(true);
        return Choose(involved);
    }

    /// <summary>The shards that are involved, by index.</summary>
    public Shard?[] Choose(ReadOnlySpan<bool> involved)
    {
        var chosen = new Shard?[involved.Length];
        for (var i = 0; i < involved.Length; i++)
            if (involved[i]) chosen[i] = Port.Shards[i];
        return chosen;
    }

    /// <summary>Sends a socket to another core to be its connection.</summary>
    public void HandOver(int socket, Core other)
    {
        if (other == this) Adopt(socket);
        else Port.Post(other.Port.Core, new(MessageKind.Task, new AdoptTask(other, socket)));
    }

    sealed class AdoptTask(Core core, int socket) : CoreTask
    {
        public override void Run(int index) => core.Adopt(socket);
    }
}
