using AotKv.Engine.Shards;
using AotKv.Instance.Configuration;
using AotKv.Instance.Info;
using AotKv.Instance.Sessions;
using AotKv.Machine;

namespace AotKv.Instance;

/// <summary>
/// What a running server knows of itself, shared by all cores. Made by Program; what changes in it is safe to read
/// from any thread.
/// </summary>
public sealed class ServerInstance
{
    /// <summary>The version of Valkey whose surface this is.</summary>
    public const string CompatibleVersion = "9.1.0";

    public required ServerConfiguration Configuration { get; init; }

    public required ServerCommandTable Commands { get; init; }

    public required Shard[] Shards { get; init; }

    public required ProcessFacts Process { get; init; }

    public required Clock Clock { get; init; }

    /// <summary>Asks the process to end, as SHUTDOWN does.</summary>
    public required Action RequestShutdown { get; init; }

    public ClientRegistry Clients { get; } = new();

    public ServerStatistics Statistics { get; } = new();

    /// <summary>Whether a client must authenticate before it may do anything.</summary>
    public bool NeedsPassword => Configuration.Current.RequirePass.Length > 0;

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

    /// <summary>Whether maxmemory is set and exceeded.</summary>
    public bool IsOutOfMemory()
    {
        var limit = Configuration.Current.MaxMemory;
        return limit > 0 && UsedMemory > limit;
    }
}
