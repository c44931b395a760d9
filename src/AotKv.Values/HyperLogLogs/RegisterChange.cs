namespace AotKv.Values.HyperLogLogs;

/// <summary>What came of raising a register of a sketch.</summary>
public enum RegisterChange
{
    /// <summary>It was as high before.</summary>
    None,

    /// <summary>It was lower.</summary>
    Raised,

    /// <summary>The sketch is damaged.</summary>
    Damaged,
}
