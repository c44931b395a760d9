using AotKv.Engine.Shards;

namespace AotKv.Engine;

/// <summary>
/// What all requests of one batch have in common: whose they are and how they are answered. Immutable: a client that
/// chooses anew gets another.
/// </summary>
public sealed class CallContext
{
    /// <summary>The connection's id, as CLIENT ID answers it.</summary>
    public long ClientId { get; init; }

    /// <summary>The selected database.</summary>
    public int Database { get; init; }

    public RespVersion Version { get; init; }

    public ClientFlags Flags { get; init; }

    /// <summary>The client's watch; null where it watches nothing.</summary>
    public Watch? Watch { get; init; }
}
