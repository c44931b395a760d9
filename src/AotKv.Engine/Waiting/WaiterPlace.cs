namespace AotKv.Engine.Waiting;

/// <summary>
/// A waiter's place at one of its keys: a link of that key's queue. Touched by the thread that runs the key's shard.
/// </summary>
sealed class WaiterPlace(Waiter waiter, WaiterQueue queue)
{
    public Waiter Waiter { get; } = waiter;

    public WaiterQueue Queue { get; } = queue;

    public WaiterPlace? Previous;
    public WaiterPlace? Next;

    /// <summary>Stands in the queue; false once removed.</summary>
    public bool IsLinked;

    /// <summary>
    /// The key is ready and the shard runs no single command until the waiter's other shards are lent.
    /// </summary>
    public bool Holds;
}
