namespace AotKv.Engine.Catalog;

/// <summary>
/// How a command uses a key argument, with Valkey's names: one of the first four, then what becomes of the user's data
/// in it. COMMAND INFO lists them in this order.
/// </summary>
[Flags]
public enum KeyFlags : ushort
{
    None = 0,

    /// <summary>Reads the value.</summary>
    RO = 1 << 0,

    /// <summary>Changes the value, or its metadata.</summary>
    RW = 1 << 1,

    /// <summary>Overwrites the value, whatever it was.</summary>
    OW = 1 << 2,

    /// <summary>Deletes the key.</summary>
    RM = 1 << 3,

    /// <summary>The answer, or another key, shows user data from the value.</summary>
    Access = 1 << 4,

    /// <summary>User data in the value may change.</summary>
    Update = 1 << 5,

    /// <summary>User data is added, none is changed.</summary>
    Insert = 1 << 6,

    /// <summary>User data is taken away.</summary>
    Delete = 1 << 7,

    /// <summary>Not a key, but it says the slot: a shard channel.</summary>
    NotKey = 1 << 8,

    /// <summary>There may be keys that the spec does not find.</summary>
    Incomplete = 1 << 9,

    /// <summary>Some options make it use the key less than the flags say.</summary>
    VariableFlags = 1 << 10,
}
