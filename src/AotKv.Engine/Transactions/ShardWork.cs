using AotKv.Engine.Catalog;
using AotKv.Engine.Shards;

namespace AotKv.Engine.Transactions;

/// <summary>
/// Something that runs to completion on one shard. Made by a connection's core and passed by reference: whoever holds
/// it in a ring, an inbox or a queue is the only one to touch it.
/// </summary>
public abstract class ShardWork
{
    /// <summary>The weight of what may take long.</summary>
    public const int Heavy = 1 << 20;

    /// <summary>How many short commands it is as good as, at most <see cref="Heavy"/>.</summary>
    public virtual int Weight => Heavy;

    /// <summary>The weight of a request of so many bytes: a large one takes as long as several.</summary>
    internal static int WeightOf(CommandInfo command, int requestBytes) =>
        command.IsShort ? 1 + requestBytes / BytesPerCommand : Heavy;

    const int BytesPerCommand = 4096;

    /// <summary>Runs on the shard's thread. Must not wait.</summary>
    public abstract void Run(Shard shard);

    /// <summary>
    /// Asks the processor for memory that <see cref="Run"/> will need. Called on the shard's thread, some time before:
    /// once for each of <see cref="Asked"/>, in their order.
    /// </summary>
    public virtual void AskAhead(Shard shard, Asked what) { }
}
