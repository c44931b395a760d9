using AotKv.Engine.Shards;

namespace AotKv.Engine.Transactions;

/// <summary>
/// Something that runs to completion on one shard. Made by a connection's core and passed by reference: whoever holds
/// it in a ring, an inbox or a queue is the only one to touch it.
/// </summary>
public abstract class ShardWork
{
    /// <summary>Runs on the shard's thread. Must not wait.</summary>
    public abstract void Run(Shard shard);

    /// <summary>
    /// Asks the processor for memory that <see cref="Run"/> will need. Called on the shard's thread, some time before.
    /// </summary>
    public virtual void AskAhead(Shard shard) { }
}
