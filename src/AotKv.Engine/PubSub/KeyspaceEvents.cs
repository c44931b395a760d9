namespace AotKv.Engine.PubSub;

/// <summary>Classes of keyspace events, and by which of the two channels they go out.</summary>
[Flags]
public enum KeyspaceEvents
{
    None = 0,
    Keyspace = 1 << 0,
    KeyEvent = 1 << 1,
    Generic = 1 << 2,
    String = 1 << 3,
    List = 1 << 4,
    Set = 1 << 5,
    Hash = 1 << 6,
    SortedSet = 1 << 7,
    Expired = 1 << 8,
    Evicted = 1 << 9,
    Stream = 1 << 10,
    Miss = 1 << 11,
    Module = 1 << 13,
    New = 1 << 14,

    /// <summary>What `A` stands for: misses and new keys are asked for by their own letters.</summary>
    All = Generic | String | List | Set | Hash | SortedSet | Expired | Evicted | Stream | Module,
}
