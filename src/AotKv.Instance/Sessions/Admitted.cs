namespace AotKv.Instance.Sessions;

/// <summary>What becomes of a request that has been looked at.</summary>
public enum Admitted : byte
{
    /// <summary>It runs.</summary>
    Runs,

    /// <summary>It is answered, by an error or by QUEUED.</summary>
    IsAnswered,

    /// <summary>Clients are paused: it is looked at again later.</summary>
    Waits,
}
