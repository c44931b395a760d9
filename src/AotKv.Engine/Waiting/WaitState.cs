namespace AotKv.Engine.Waiting;

/// <summary>
/// The one word of a waiter that all who want to end the wait change by compare-and-swap: from Waiting to Running by
/// the thread that runs its keys' shard, from Waiting to Over by a timeout, CLIENT UNBLOCK or the end of the
/// connection.
/// </summary>
enum WaitState
{
    /// <summary>On its way to its shard: not yet run there.</summary>
    Arriving,

    /// <summary>Stands at its keys.</summary>
    Waiting,

    /// <summary>Is being run again; goes on to Over, or back to Waiting, within that run.</summary>
    Running,

    /// <summary>Claimed for good: what is left is to answer the client.</summary>
    Over,
}
