namespace AotKv.Commands.Keys;

/// <summary>What a command of the SCAN family walks over, and so which options it knows.</summary>
enum ScanTarget : byte
{
    /// <summary>SCAN.</summary>
    Keyspace,

    /// <summary>SSCAN.</summary>
    Set,

    /// <summary>HSCAN, which knows NOVALUES.</summary>
    Hash,

    /// <summary>ZSCAN, which knows NOSCORES.</summary>
    SortedSet,
}
