namespace AotKv.Engine.Catalog;

/// <summary>Where a command runs. Follows from the parameters of its method.</summary>
public enum Place : byte
{
    /// <summary>On the core that owns its keys.</summary>
    Shard,

    /// <summary>On the core that owns the client's connection.</summary>
    Session,

    /// <summary>It needs neither: wherever it is convenient.</summary>
    Anywhere,
}
