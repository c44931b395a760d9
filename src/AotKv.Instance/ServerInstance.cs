using AotKv.Engine.Measures;
using AotKv.Engine.Messaging;
using AotKv.Engine.PubSub;
using AotKv.Engine.Shards;
using AotKv.Instance.Acl;
using AotKv.Instance.Info;
using AotKv.Instance.Logging;
using AotKv.Instance.Observation;
using AotKv.Instance.Sessions;
using AotKv.Machine;

namespace AotKv.Instance;

/// <summary>
/// What a running server knows of itself, shared by all cores. Made by Program; what changes in it is safe to read
/// from any thread.
/// </summary>
public sealed class ServerInstance
{
    public required Configuration.Configuration Configuration { get; init; }

    /// <summary>What changes the configuration, one client at a time.</summary>
    public Turnstile ConfigurationChanges { get; } = new();

    public required ServerCommandTable Commands { get; init; }

    public required Shard[] Shards { get; init; }

    public required ProcessFacts Process { get; init; }

    public required Clock Clock { get; init; }

    public required Entropy Entropy { get; init; }

    public required ServerLog Log { get; init; }

    /// <summary>Asks the process to end, as SHUTDOWN does.</summary>
    public required Action RequestShutdown { get; init; }

    public required ClientRegistry Clients { get; init; }

    public required Users Users { get; init; }

    /// <summary>Who subscribes to what.</summary>
    public required Publications Publications { get; init; }

    /// <summary>What users were denied.</summary>
    public AccessLog AccessLog { get; } = new();

    /// <summary>What was remarkable about commands: logs, latency spikes, monitors.</summary>
    public required Observer Observer { get; init; }

    /// <summary>What each core has counted and timed of the commands it ran.</summary>
    public required CoreMeasures[] Measures { get; init; }

    public ServerStatistics Statistics { get; } = new();

    /// <summary>Lets one core at a time evict clients.</summary>
    public Turnstile Evictions { get; } = new();

    public ClientPause Pause { get; } = new();

    public DebugSwitches Switches { get; } = new();

    /// <summary>
    /// Bytes that all cores have received and sent, and commands the cores have run, summed when asked.
    /// </summary>
    public required NetworkTotals Network { get; init; }

    /// <summary>Whether a client must authenticate before it may do anything.</summary>
    public bool NeedsPassword => Users.NeedPassword;

    /// <summary>Bytes in use before the first client came.</summary>
    public long StartUpMemory { get; set; }

    /// <summary>Bytes of keys and values, all shards and databases.</summary>
    public long UsedMemory
    {
        get
        {
            var used = 0L;
            foreach (var shard in Shards) used += shard.Heap.BytesUsed;
            return used;
        }
    }

    /// <summary>
    /// What all clients hold, bytes, summed when asked; without the values that they keep, which are among the keys'.
    /// </summary>
    public long ClientMemory
    {
        get
        {
            var held = 0L;
            foreach (var session in Clients.All()) held += session.OwnBytes;
            return held;
        }
    }

    /// <summary>Whether maxmemory is set and exceeded.</summary>
    public bool IsOutOfMemory()
    {
        var limit = Configuration.Current.Hot.MaxMemory;
        return limit > 0 && UsedMemory > limit;
    }

    /// <summary>CONFIG RESETSTAT: counters back to zero.</summary>
    public void ResetStatistics()
    {
        Statistics.Reset();
        Network.Reset();
        foreach (var shard in Shards) shard.Statistics.Reset();
        foreach (var core in Measures) core.Reset();
    }
}
