using System.Text;
using AotKv.Commands;
using AotKv.Engine.Measures;
using AotKv.Engine.Messaging;
using AotKv.Engine.PubSub;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Instance;
using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;
using AotKv.Instance.Observation;
using AotKv.Instance.Sessions;
using AotKv.Interleavings.Tests.Simulated;
using AotKv.Linearizability;
using AotKv.Memory.Blocks;
using AotKv.Server;
using AotKv.Server.Reactor;
using AotKv.Values.Tables;

namespace AotKv.Interleavings.Tests;

/// <summary>
/// A whole server of several cores, its clients and its machine, run step by step as one seed has it: the server's own
/// classes from the socket's bytes on. Ends with what the clients saw.
/// </summary>
sealed class SeededRun : IDisposable
{
    static readonly GeneratedCommandTable commands = new();
    static readonly Configuration configuration = MakeConfiguration();

    readonly Scheduler scheduler;
    readonly RunPlan plan;
    readonly SimulatedMachine machine = new();
    readonly KeyHasher hasher = new(1, 2);
    readonly ClientRegistry registry = new();
    readonly ServerInstance server;
    readonly ServerTime time;
    readonly List<SimulatedClient> clients = [];
    readonly Dictionary<long, int> clientsBySession = [];
    bool hasPaused;
    readonly SimulatedNetwork[] networks;
    readonly Core[] cores;
    readonly Shard[] shards;
    readonly BlockDepot depot = new();
    readonly List<BlockPool> pools = [];

    public SeededRun(int seed, Defect defect = Defect.None)
    {
        var random = new Random(seed);
        scheduler = new Scheduler(random, defect) { Inertia = 20 + 20 * random.Next(4) };
        plan = new RunPlan(random, scheduler.Nanoseconds);
        // Slow enough that the deadline comes and passes while clients are at work.
        if (plan.Deadline is not null || plan.HasTimeouts) scheduler.StepNanoseconds *= 10;
        var clock = new SimulatedClock(scheduler, plan.SkewByCore);
        time = new ServerTime(clock);
        var sequence = new Sequence(time);
        shards = new Shard[plan.Shards];
        var publications = new Publications(plan.Shards);
        for (var i = 0; i < shards.Length; i++)
            shards[i] = new Shard(i, databaseCount: 2, hasher, commands, sequence, time)
            {
                Publications = publications,
            };
        var totals = new CoreTotals();
        var observer = new Observer(configuration, registry, clock);
        var measures = new CoreMeasures[plan.Shards];
        for (var i = 0; i < measures.Length; i++) measures[i] = new CoreMeasures(commands, clock, observer);
        server = new ServerInstance
        {
            Users = new(commands),
            Publications = publications,
            Entropy = new SimulatedEntropy(),
            Configuration = configuration,
            Commands = commands,
            Shards = shards,
            Process = new SimulatedProcess
            {
                Pid = 1, RunId = "", BuildId = "", StartedAt = 0, Executable = "", ConfigFile = "", NetworkName = "",
                Supervisor = "no",
            },
            Clock = clock,
            Log = new ServerLog(
                new NoLog(), clock, TimeZoneInfo.Utc, processId: 1,
                new(LogLevel.Warning, LogFormat.Legacy, LogTimestampFormat.Legacy)),
            RequestShutdown = () => { },
            Network = totals,
            Clients = registry,
            Observer = observer,
            Measures = measures,
        };
        var mailboxes = new Mailboxes(plan.Shards, plan.RingCapacity)
        {
            IsCrowded = plan.IsCrowded, StandInMax = plan.StandInMax,
        };
        var router = new Router(commands, plan.Shards);
        cores = new Core[plan.Shards];
        networks = new SimulatedNetwork[plan.Shards];
        for (var i = 0; i < cores.Length; i++)
        {
            pools.Add(new BlockPool(depot));
            var port = new CorePort(i, mailboxes, sequence, shards, pools[i], measures[i], time);
            cores[i] = new Core(server, port, mailboxes, router, machine);
            networks[i] = new SimulatedNetwork(scheduler, machine);
        }
        foreach (var core in cores) core.Peers = cores;
        totals.Cores = cores;
        machine.Listener = networks[0];
        machine.Adopted = socket => clientsBySession[
            registry.All().Last(session => session.Host.Descriptor == socket).Id] = machine.Sockets[socket].Client;
    }

    public History History { get; } = new();

    /// <summary>Runs to the end. Returns what is wrong with it, or null.</summary>
    public string? Run()
    {
        var listeners = new Listeners(cores);
        networks[0].Listen(listener: 0, ListenerToken);
        for (var i = 0; i < cores.Length; i++)
        {
            var (core, network) = (cores[i], networks[i]);
            network.Fiber = scheduler.Start(() => core.Run(() => network, listeners));
            if (i == plan.SlowCore) network.Fiber.Slowness = SlowTimes;
        }
        for (var i = 0; i < plan.Clients; i++) clients.Add(new(scheduler, machine, plan, History, this));
        if (plan.HasScan) clients.Add(new(scheduler, machine, plan, History, this) { IsScanner = true });
        monitor = plan.HasMonitor ? new SimulatedMonitor(scheduler, machine, History, this) : null;
        if (monitor is not null) scheduler.Add(monitor);
        foreach (var client in clients) scheduler.Add(client);
        scheduler.Add(new Closer(scheduler, machine, plan, History, this, clients, cores, monitor));
        if (plan.Pause is not null) scheduler.Add(new PauseWatcher(scheduler, IsPaused, History, NextClient()));
        scheduler.NextTimer = NextTimer;
        scheduler.WakeAll = () => Array.ForEach(networks, network => network.Wake());
        scheduler.IsQuietExpected = LeaveWaiters;
        if (plan.Deadline is { } deadline)
            scheduler.Add(new DeadlineWatcher(scheduler, deadline, History, NextClient()));
        if (scheduler.Run() is { } failure) return failure;
        foreach (var client in clients)
            if (client.Complaint is { } complaint) return complaint;
        // Whoever broke off may not have been let go of when the server ended.
        if (!plan.ClientsMayBreakOff && networks.Any(network => network.BuffersLent > 0))
            return "A receive buffer was not given back.";
        return monitor?.Settle() ?? Unblocking.FindViolation(History, plan) ?? History.FindViolation()
            ?? ServingOrder.FindViolation(scheduler.Arrivals, scheduler.Effects)
            ?? new MergedHistory(History, plan, time, scheduler.Effects, clientsBySession).FindViolation();
    }

    /// <summary>The monotonic time of the next end of a wait or a pause, by the clock that is most behind.</summary>
    long? NextTimer()
    {
        var next = shards.Min(shard => shard.Waiting.Timers.Next);
        var now = (scheduler.Nanoseconds + SimulatedClock.WallOffset) / Millisecond;
        if (Array.Exists(cores, core => core.Postponed.Count > 0))
            next = Math.Min(next, now + server.Pause.Remaining(now));
        return next == long.MaxValue ? null : next * Millisecond - SimulatedClock.WallOffset + plan.SkewByCore.Max();
    }

    const long Millisecond = 1_000_000;

    /// <summary>
    /// Nobody can go on: clients that wait for elements which do not come break off. Where there are any, somebody
    /// should have been served, and it is a failure.
    /// </summary>
    bool LeaveWaiters()
    {
        var waiting = clients.FindAll(client => client is { IsDone: false });
        if (waiting.Count == 0 || !waiting.TrueForAll(client => client.AwaitedKeys is { } keys && !keys.Any(HasList)))
            return false;
        foreach (var client in waiting) client.Leave();
        return true;
    }

    bool HasList(string key)
    {
        var bytes = Encoding.Latin1.GetBytes(key);
        var store = shards[SlotMap.OwnerOf(bytes, shards.Length)].FindDatabase(0);
        return store is not null && !store.Find(hasher.Hash(bytes), bytes).IsNone;
    }

    bool IsPaused() =>
        server.Pause.At((scheduler.Nanoseconds + SimulatedClock.WallOffset) / Millisecond) != PausedActions.None;

    /// <summary>The number by which the server knows one of its clients.</summary>
    public long AnyClientId()
    {
        var all = registry.All();
        return all.Count == 0 ? 1 : all[scheduler.Random.Next(all.Count)].Id;
    }

    /// <summary>The first to ask may pause the server.</summary>
    public bool TryTakePause()
    {
        if (hasPaused) return false;
        return hasPaused = true;
    }

    const int SlowTimes = 40;

    /// <summary>As Listeners names the descriptor 0.</summary>
    const long ListenerToken = 1L << 62;

    int clientsSoFar;
    SimulatedMonitor? monitor;

    /// <summary>Each connection is a client of its own in the history.</summary>
    public int NextClient() => clientsSoFar++;

    public string Describe() =>
        $"{plan}\n{scheduler.Steps} steps\n{History}\n{string.Join('\n', clients)}\n{monitor}\n"
        + string.Join('\n', cores.Select(core => $"core {core.Port.Core}: {core.Postponed.Count} postponed"));

    public long Steps => scheduler.Steps;

    static Configuration MakeConfiguration() =>
        new(new ConfigurationDefaults(IoThreads: 1, Directory: "/"), new NoFiles());

    public void Dispose()
    {
        // A run that got stuck has fibers that still hold its memory.
        if (!scheduler.IsOver || cores.Length == 0) return;
        foreach (var shard in shards) shard.FreeKeys();
        foreach (var shard in shards) shard.Dispose();
        foreach (var pool in pools) pool.Dispose();
        depot.Dispose();
        foreach (var network in networks) network.Dispose();
    }
}
