using AotKv.Engine.Shards;

namespace AotKv.Engine;

/// <summary>
/// What all requests of one batch have in common: whose they are and how they are answered. Small, copied to the
/// shard with the batch.
/// </summary>
public struct CallContext
{
    /// <summary>The connection's id, as CLIENT ID answers it.</summary>
    public long ClientId;

    /// <summary>The selected database.</summary>
    public int Database;

    public RespVersion Version;

    public ClientFlags Flags;

    /// <summary>The client's watch; null where it watches nothing.</summary>
    public Watch? Watch;
}
