namespace AotKv.Engine;

/// <summary>What a client asked for that changes how its commands touch keys.</summary>
[Flags]
public enum ClientFlags : byte
{
    None = 0,

    /// <summary>CLIENT NO-TOUCH: reading does not change a key's access clock.</summary>
    NoTouch = 1,

    /// <summary>CLIENT IMPORT-SOURCE under import-mode: expired keys are shown as if they had not.</summary>
    SeesExpired = 2,
}
