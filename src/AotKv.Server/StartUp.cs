using System.Runtime.InteropServices;
using AotKv.Engine.Measures;
using AotKv.Engine.Messaging;
using AotKv.Engine.PubSub;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Instance;
using AotKv.Instance.Configuration;
using AotKv.Instance.Info;
using AotKv.Instance.Logging;
using AotKv.Instance.Observation;
using AotKv.Instance.Sessions;
using AotKv.Linux;
using AotKv.Machine;
using AotKv.Memory.Blocks;
using AotKv.Server.Background;
using AotKv.Server.Lifecycle;
using AotKv.Server.Reactor;
using AotKv.Values.Tables;

namespace AotKv.Server;

/// <summary>
/// A server being put together, in Valkey's order: what its log lines promise. On the main thread, once.
/// </summary>
sealed class StartUp(
    Configuration configuration, ServerLog log, Clock clock, Entropy entropy, string executable, UserSetUp users)
{
    const long SmallMaxMemory = 1 << 20;

    readonly TitleLine title = new(ByteText.FromUnicode(Path.GetFullPath(executable)), configuration);

    /// <summary>Warns of settings of the system that do harm; in the background it was done before.</summary>
    public void CheckSystem(bool isDone)
    {
        var isHuge = SystemChecks.HugePages() is { Length: > 0 };
        // Where the system gives them to who asks, only the heap has them: the kernel must not be told otherwise.
        var isDisabled = isHuge && configuration.Current.DisableThp && Supervision.DisableHugePages() == 0;
        if (isDone) return;
        if (SystemChecks.Overcommit() is { Length: > 0 } overcommit) log.Warning($"WARNING {overcommit}");
        if (isHuge && !isDisabled) log.Warning($"WARNING {SystemChecks.HugePages()}");
        if (SystemChecks.XenClock() is { Length: > 0 } clockSource) log.Warning($"WARNING {clockSource}");
    }

    /// <summary>The first lines of the log.</summary>
    public void Announce(bool isConfigured)
    {
        log.Notice(StartupMessages.Starting);
        log.Notice(StartupMessages.Version(BuildFacts.Commit, Environment.ProcessId));
        if (isConfigured) log.Notice(StartupMessages.ConfigurationLoaded);
        else log.Warning(StartupMessages.WithoutFile(executable));
    }

    /// <summary>Title, reports of faults, banner, and the bound of the kernel's backlog.</summary>
    /// <param name="pidFile">What a fault must remove; empty for nothing.</param>
    public void Present(string pidFile)
    {
        var settings = configuration.Current;
        title.Apply(settings, out _);
        ApplyHook retitle = title.Apply;
        configuration.OnApply("proc-title-template", retitle);
        PrepareForFaults(settings, pidFile);

        var mode = settings.ClusterEnabled ? "cluster" : "standalone";
        var port = settings.Port != 0 ? settings.Port : settings.TlsPort;
        var isTerminal = settings is { SyslogEnabled: false, LogFile: "" } && LogOutput.IsTerminal;
        if (!isTerminal && !settings.AlwaysShowLogo) log.Notice(StartupMessages.Running(mode, port));
        else
            log.WriteRaw(LogLevel.Notice, StartupBanner.Build(
                BuildFacts.Version, BuildFacts.Commit, mode, port, Environment.ProcessId));
        if (SystemChecks.BacklogMax() is > 0 and var most && most < settings.TcpBacklog)
            log.Warning($"WARNING: The TCP backlog setting of {settings.TcpBacklog} cannot be enforced because "
                + $"/proc/sys/net/core/somaxconn is set to the lower value of {most}.");
    }

    void PrepareForFaults(Settings settings, string pidFile)
    {
        FaultReports.Prepare(ServerVersion.Compatible, settings.LogFile, pidFile);
        ApplyFaultReports(settings, out _);
        configuration.OnApply("crash-log-enabled", ApplyFaultReports);
        configuration.OnApply("crash-memcheck-enabled", ApplyFaultReports);
        configuration.OnApply("extended-redis-compatibility", ApplyFaultReports);
        AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
        {
            var what = failure.ExceptionObject is OutOfMemoryException
                ? "Valkey aborting for OUT OF MEMORY" : "unhandled exception";
            var lines = $"=== UNHANDLED EXCEPTION ===\n{failure.ExceptionObject}";
            FaultReports.Panic(PanicText.Of(what, lines), configuration.Current.UseExitOnPanic);
        };
    }

    static bool ApplyFaultReports(Settings settings, out string? reason)
    {
        reason = null;
        FaultReports.Enable(settings.CrashLogEnabled);
        FaultReports.CheckMemory(settings.CrashMemcheckEnabled);
        FaultReports.NameRedis(settings.ExtendedRedisCompatibility);
        return true;
    }

    /// <summary>Makes everything and starts the cores. Null where a listener cannot be had, which is logged.</summary>
    public RunningServer? Start(ServerCommandTable commands, SupervisorLink supervisor, Lifetime lifetime)
    {
        var settings = configuration.Current;
        var keySettings = new KeySettings();
        if (!new SortingOrder(keySettings, log).TryBegin(configuration)) return null;
        if (!users.TryBegin(configuration, log)) return null;
        var listening = ListeningSockets.TryOpen(settings, log);
        if (listening is null) return null;
        var metrics = new List<int>();
        if (settings.MetricsPort != 0
            && !ListeningSockets.TryOpenTcp(settings, settings.MetricsPort, metrics, log)) return null;
        var choice = NetworkChoice.Make(settings.NetworkBackend, log);
        var process = DescribeProcess(choice, supervisor);

        var cores = (int)settings.IoThreads;
        var time = new ServerTime(clock);
        var sequence = new Sequence(time);
        var hasher = MakeHasher(settings);
        var shards = new Shard[cores];
        var cleaner = new Cleaner();
        var publications = new Publications(cores);
        for (var i = 0; i < cores; i++)
            shards[i] = new Shard(i, (int)settings.Databases, hasher, commands, sequence, time)
            {
                Cleaner = cleaner, Settings = keySettings, Publications = publications,
            };
        ShardLimits.Register(configuration, shards, keySettings);
        var totals = new CoreTotals();
        var clients = new ClientRegistry();
        var observer = new Observer(configuration, clients, clock);
        var measures = new CoreMeasures[cores];
        for (var i = 0; i < cores; i++) measures[i] = new CoreMeasures(commands, clock, observer);
        var server = new ServerInstance
        {
            Configuration = configuration,
            Commands = commands,
            Shards = shards,
            Process = process,
            Clock = clock,
            Entropy = entropy,
            RequestShutdown = lifetime.RequestEnd,
            Log = log,
            Network = totals,
            Clients = clients,
            Users = users.Users,
            Publications = publications,
            Observer = observer,
            Measures = measures,
        };
        var running = new RunningServer(server, MakeCores(server, sequence, time), listening, choice);
        totals.Cores = running.Cores;
        server.StartUpMemory = server.UsedMemory;
        CpuList.TryRead(settings.BioCpulist, out var backgroundCpus);
        cleaner.Start(backgroundCpus);
        log.Notice(StartupMessages.ServerInitialized);
        new FaultWitness(server).Start();
        running.Start();
        FollowChanges(running, settings);
        if (settings.MetricsPort != 0) new MetricsServer(server, [.. metrics]).Start();
        running.Listen();
        if (settings.Port != 0) log.Notice(StartupMessages.ReadyOnTcp);
        if (settings.UnixSocket.Length > 0) log.Notice(StartupMessages.ReadyOnUnix);
        supervisor.TellReady();
        if (settings.MaxMemory is > 0 and < SmallMaxMemory)
            log.Warning("WARNING: You specified a maxmemory value that is less than 1MB (current value is "
                + $"{settings.MaxMemory} bytes). Are you sure this is what you really want?");
        return running;
    }

    /// <summary>What CONFIG SET may change of a running process, from now on.</summary>
    void FollowChanges(RunningServer running, Settings settings)
    {
        configuration.OnApply("port", running.Listening.ApplyPort);
        configuration.OnApply("bind", running.Listening.ApplyBind);
        running.Listening.Moved = moved => title.Apply(moved, out _);
        var placement = new CpuPlacement(running.Cores, settings);
        placement.Start();
        configuration.OnApply("io-threads", placement.ApplyThreads);
        var score = new OomScore(log);
        score.Apply(settings, out _);
        ApplyHook applyScore = score.Apply;
        configuration.OnApply("oom-score-adj", applyScore);
        configuration.OnApply("oom-score-adj-values", applyScore);
        var watchdog = new Watchdog(running.Cores, clock);
        watchdog.Apply(settings, out _);
        ApplyHook applyPeriod = watchdog.Apply;
        configuration.OnApply("watchdog-period", applyPeriod);
        configuration.OnApply("hz", applyPeriod);
    }

    ServerProcess DescribeProcess(NetworkChoice choice, SupervisorLink supervisor) => new()
    {
        Pid = Environment.ProcessId,
        RunId = MakeRunId(entropy),
        BuildId = BuildFacts.BuildId,
        StartedAt = clock.UnixMicroseconds / 1000,
        Executable = Path.GetFullPath(executable),
        ConfigFile = configuration.FilePath ?? "",
        NetworkName = choice.Name,
        Supervisor = supervisor.Mode switch
        {
            SupervisedMode.Systemd => "systemd",
            SupervisedMode.Upstart => "upstart",
            _ => "no",
        },
    };

    static Core[] MakeCores(ServerInstance server, Sequence sequence, ServerTime time)
    {
        var shards = server.Shards;
        var mailboxes = new Mailboxes(shards.Length);
        var standIn = server.Configuration.Current.StandInCommands;
        if (standIn >= 0) mailboxes = new Mailboxes(shards.Length) { StandInMax = (int)standIn };
        var router = new Router(server.Commands, shards.Length);
        var depot = new BlockDepot();
        var sockets = new LinuxSocketFacts(server.Configuration);
        var cores = new Core[shards.Length];
        for (var i = 0; i < cores.Length; i++)
        {
            var port = new CorePort(i, mailboxes, sequence, shards, new BlockPool(depot), server.Measures[i], time);
            cores[i] = new Core(server, port, mailboxes, router, sockets);
        }
        foreach (var core in cores) core.Peers = cores;
        return cores;
    }

    /// <summary>The hash of all keys: from hash-seed where it is set, so that nodes agree; else from chance.</summary>
    KeyHasher MakeHasher(Settings settings)
    {
        Span<ulong> seed = stackalloc ulong[2];
        if (settings.HashSeed.Length == 0) entropy.Fill(MemoryMarshal.AsBytes(seed));
        else
        {
            // Two halves by two hashes under fixed keys: any text is a seed, and different texts differ.
            var text = ByteText.ToBytes(settings.HashSeed);
            seed[0] = new KeyHasher(1, 2).Hash(text);
            seed[1] = new KeyHasher(3, 4).Hash(text);
        }
        return new KeyHasher(seed[0], seed[1]);
    }

    /// <summary>40 hexadecimal digits by chance: the run id.</summary>
    public static string MakeRunId(Entropy entropy)
    {
        Span<byte> bytes = stackalloc byte[20];
        entropy.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
