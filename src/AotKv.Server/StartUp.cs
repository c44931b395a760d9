using System.Runtime.InteropServices;
using AotKv.Engine.Measures;
using AotKv.Engine.Messaging;
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
using AotKv.Server.CommandLine;
using AotKv.Server.Reactor;
using AotKv.Values.Tables;

namespace AotKv.Server;

/// <summary>
/// A server being put together: shards, cores and listeners from the configuration. On the main thread, once.
/// </summary>
sealed class StartUp(Configuration configuration, ServerLog log, Clock clock, Entropy entropy, ServerProcess process)
{
    readonly ManualResetEventSlim shutdown = new();

    /// <summary>Set when the server shall end, by a signal or by SHUTDOWN.</summary>
    public ManualResetEventSlim Shutdown => shutdown;

    /// <summary>Makes everything and starts the cores. Null where a listener cannot be had, which is logged.</summary>
    public RunningServer? Start(ServerCommandTable commands)
    {
        var settings = configuration.Current;
        var listening = ListeningSockets.TryOpen(settings, log);
        if (listening is null) return null;
        var choice = NetworkChoice.Make(settings.NetworkBackend, log);
        process.NetworkName = choice.Name;

        var cores = (int)settings.IoThreads;
        var sequence = new Sequence();
        var hasher = MakeHasher(settings);
        var shards = new Shard[cores];
        var cleaner = new Cleaner();
        var keySettings = new KeySettings();
        for (var i = 0; i < cores; i++)
            shards[i] = new Shard(i, (int)settings.Databases, hasher, commands, sequence)
            {
                Cleaner = cleaner, Settings = keySettings,
            };
        ShardLimits.Register(configuration, shards, keySettings);
        var totals = new CoreTotals();
        var clients = new ClientRegistry();
        var observer = new Observer(configuration, clients, clock);
        var measures = new CoreMeasures[cores];
        for (var i = 0; i < cores; i++) measures[i] = new CoreMeasures(i, commands, clock, observer);
        var server = new ServerInstance
        {
            Configuration = configuration,
            Commands = commands,
            Shards = shards,
            Process = process,
            Clock = clock,
            RequestShutdown = shutdown.Set,
            Network = totals,
            Clients = clients,
            Observer = observer,
            Measures = measures,
        };
        var running = new RunningServer(server, MakeCores(server, sequence), listening, choice);
        totals.Cores = running.Cores;
        cleaner.Start();
        log.Notice(StartupMessages.ServerInitialized);
        running.Start();
        if (settings.Port != 0) log.Notice(StartupMessages.ReadyOnTcp);
        if (settings.UnixSocket.Length > 0) log.Notice(StartupMessages.ReadyOnUnix);
        return running;
    }

    static Core[] MakeCores(ServerInstance server, Sequence sequence)
    {
        var shards = server.Shards;
        var mailboxes = new Mailboxes(shards.Length);
        var router = new Router(server.Commands, shards.Length);
        var depot = new BlockDepot();
        var sockets = new LinuxSocketFacts(server.Configuration);
        var cores = new Core[shards.Length];
        for (var i = 0; i < cores.Length; i++)
        {
            var port = new CorePort(i, mailboxes, sequence, shards, new BlockPool(depot), server.Measures[i]);
            cores[i] = new Core(server, port, mailboxes, router, sockets);
        }
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
