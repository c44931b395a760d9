namespace AotKv.Engine.Catalog;

/// <summary>
/// How the replies are put together of a command that runs on several shards, each for its own keys (way 2 of the
/// design, section 4).
/// </summary>
public enum Merge : byte
{
    /// <summary>It does not run in parts: keys on several shards make it exclusive.</summary>
    None,

    /// <summary>The parts are arrays; their elements, in the order of the keys, make one.</summary>
    Array,

    /// <summary>The parts are numbers; the reply is their sum.</summary>
    Sum,

    /// <summary>Every part answers OK, and so does the whole.</summary>
    Ok,

    /// <summary>Every part answers 1, and so does the whole.</summary>
    One,
}
