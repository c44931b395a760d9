namespace AotKv.Engine.Shards;

/// <summary>What WATCH can tell of a key.</summary>
public enum KeyState : byte
{
    Missing,

    /// <summary>Past its deadline and not deleted yet: as good as missing for commands.</summary>
    Expired,

    Live,
}
