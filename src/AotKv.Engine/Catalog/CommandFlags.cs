namespace AotKv.Engine.Catalog;

/// <summary>
/// What a command declares of itself, with Valkey's names. COMMAND INFO lists them in this order, but for those from
/// <see cref="MayReplicate"/> on, which it hides.
/// </summary>
[Flags]
public enum CommandFlags : uint
{
    None = 0,

    /// <summary>May change keys.</summary>
    Write = 1 << 0,

    /// <summary>Reads keys and changes none.</summary>
    ReadOnly = 1 << 1,

    /// <summary>Refused where memory is at its limit.</summary>
    DenyOom = 1 << 2,

    Module = 1 << 3,
    Admin = 1 << 4,
    PubSub = 1 << 5,

    /// <summary>Refused in scripts.</summary>
    NoScript = 1 << 6,

    /// <summary>May park its client.</summary>
    Blocking = 1 << 7,

    /// <summary>Allowed while the data is loaded.</summary>
    Loading = 1 << 8,

    /// <summary>Allowed on a replica that has lost its primary and must not show old data.</summary>
    Stale = 1 << 9,

    /// <summary>Not shown to MONITOR.</summary>
    SkipMonitor = 1 << 10,

    /// <summary>Not shown in COMMANDLOG.</summary>
    SkipCommandLog = 1 << 11,

    /// <summary>In cluster mode: as if ASKING came before it.</summary>
    Asking = 1 << 12,

    /// <summary>O(1) or O(log N), and never delayed.</summary>
    Fast = 1 << 13,

    /// <summary>Allowed to clients that have not authenticated.</summary>
    NoAuth = 1 << 14,

    /// <summary>Has key arguments, of which there may be none.</summary>
    NoMandatoryKeys = 1 << 15,

    /// <summary>Refused while a replica loads its primary's data beside its own.</summary>
    NoAsyncLoading = 1 << 16,

    /// <summary>Refused in MULTI.</summary>
    NoMulti = 1 << 17,

    /// <summary>
    /// First, last and step do not tell all key positions. Derived from the key specs, never declared.
    /// </summary>
    MovableKeys = 1 << 18,

    /// <summary>Allowed while a script runs too long.</summary>
    AllowBusy = 1 << 19,

    /// <summary>Writes no key, and may be replicated all the same: PUBLISH, scripts.</summary>
    MayReplicate = 1 << 20,

    /// <summary>Known to a sentinel, too.</summary>
    Sentinel = 1 << 21,

    /// <summary>Known to a sentinel only.</summary>
    OnlySentinel = 1 << 22,

    /// <summary>Refused unless enable-debug-command or its like allows it.</summary>
    Protected = 1 << 23,

    /// <summary>May touch keys that it does not name: SCAN, KEYS, FLUSHALL.</summary>
    TouchesArbitraryKeys = 1 << 24,

    /// <summary>Works on all databases at once.</summary>
    AllDatabases = 1 << 25,
}
