namespace AotKv.Engine.Catalog;

/// <summary>
/// The commands whose keys, or whose use of them, no key spec can tell. Asked where the specs have variable flags, or
/// find that they do not fit the arguments.
/// </summary>
public enum KeyHook : byte
{
    None,

    /// <summary>Reads the key's value only with GET.</summary>
    Set,

    /// <summary>Reads only, where every operation is GET.</summary>
    BitField,

    /// <summary>A destination after the last STORE. Keys that BY and GET reach are not arguments.</summary>
    Sort,

    /// <summary>The one key; those that BY and GET reach are not arguments.</summary>
    SortReadOnly,

    /// <summary>The third argument, or where it is empty all that follow KEYS.</summary>
    Migrate,

    /// <summary>The first argument, and the destination after the last STORE or STOREDIST.</summary>
    GeoRadius,
}
