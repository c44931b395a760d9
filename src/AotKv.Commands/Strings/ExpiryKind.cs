namespace AotKv.Commands.Strings;

/// <summary>What an option of SET or GETEX says of the key's expiry.</summary>
enum ExpiryKind : byte
{
    /// <summary>Nothing was said.</summary>
    None,

    /// <summary>KEEPTTL.</summary>
    Keep,

    /// <summary>PERSIST.</summary>
    Persist,

    /// <summary>EX.</summary>
    AfterSeconds,

    /// <summary>PX.</summary>
    AfterMilliseconds,

    /// <summary>EXAT.</summary>
    AtSeconds,

    /// <summary>PXAT.</summary>
    AtMilliseconds,
}
