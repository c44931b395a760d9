namespace AotKv.Instance.Sessions;

/// <summary>What clients may not do for now, the stricter the greater.</summary>
public enum PausedActions : byte
{
    None,

    /// <summary>Commands that write, or might be replicated.</summary>
    Writes,

    /// <summary>Any command.</summary>
    All,
}
