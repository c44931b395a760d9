namespace AotKv.Instance.Configuration;

/// <summary>How a directive may be changed and shown. Flags, because a directive has several at once.</summary>
[Flags]
public enum DirectiveTraits
{
    None = 0,

    /// <summary>Only the file and the command line set it.</summary>
    Immutable = 1,

    /// <summary>Takes any number of words; it counts them itself.</summary>
    SeveralWords = 2,

    /// <summary>Listed in the crash report.</summary>
    Debug = 4,

    /// <summary>Found by CONFIG GET under its exact name only, never by a pattern.</summary>
    Hidden = 8,

    /// <summary>CONFIG SET needs enable-protected-configs.</summary>
    Protected = 16,

    /// <summary>CONFIG SET is refused while a data set is being loaded.</summary>
    DeniedWhileLoading = 32,

    /// <summary>Its value is a secret: MONITOR, SLOWLOG and logs must not show it.</summary>
    Sensitive = 64,

    /// <summary>Names a file whose content may have changed: setting the same value applies again.</summary>
    Volatile = 128,
}
