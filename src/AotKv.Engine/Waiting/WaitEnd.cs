namespace AotKv.Engine.Waiting;

/// <summary>How a wait ended, which says what the client is answered.</summary>
public enum WaitEnd : byte
{
    /// <summary>The command ran and wrote its reply.</summary>
    Served,

    /// <summary>The time was over, or CLIENT UNBLOCK said so: the null array.</summary>
    TimedOut,

    /// <summary>CLIENT UNBLOCK with ERROR.</summary>
    Unblocked,

    /// <summary>The connection is gone: no answer.</summary>
    Closed,
}
