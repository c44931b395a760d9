using AotKv.Engine.Shards;

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
}
