using AotKv.Engine.Catalog;
using AotKv.Engine.Shards;
using AotKv.Memory;

namespace AotKv.Engine;

/// <summary>
/// What all requests of one client have in common: whose they are and how they are answered. Owned by the client's
/// core, which changes it only while none of its requests is under way elsewhere; read by whoever runs one.
/// </summary>
public class CallContext
{
    /// <summary>The connection's id, as CLIENT ID answers it.</summary>
    public long ClientId { get; protected init; }

    /// <summary>The selected database.</summary>
    public int Database { get; set; }

    public RespVersion Version { get; set; } = RespVersion.Resp2;

    public ClientFlags Flags { get; set; }

    /// <summary>The client's watch; null where it watches nothing.</summary>
    public Watch? Watch { get; set; }

    /// <summary>
    /// The error for a command that waited and could now run, where the client may not run it any more; null where it
    /// may. On the thread that runs its keys' shard, while the client waits.
    /// </summary>
    public virtual byte[]? RefusalAfterWait(CommandId command, in Arguments request) => null;
}
