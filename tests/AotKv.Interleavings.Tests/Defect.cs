namespace AotKv.Interleavings.Tests;

/// <summary>A mistake built into the server on purpose.</summary>
enum Defect
{
    None,

    /// <summary>The inbox is looked at before the message is taken.</summary>
    LooksFirst,

    /// <summary>Each part of published work takes its own time, when it runs.</summary>
    StampsLate,
}
