namespace AotKv.Interleavings.Tests;

/// <summary>What most commands of a run are about.</summary>
enum Family
{
    Strings,

    /// <summary>Lists, and waiting for their elements.</summary>
    Lists,

    /// <summary>Sets and sorted sets, most commands with several keys.</summary>
    Sets,

    /// <summary>Strings in two databases, exchanged, emptied, copied and moved.</summary>
    Databases,
}
