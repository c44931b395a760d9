using AotKv.Engine.Messaging;
using AotKv.Engine.Shards;
using AotKv.Memory.Blocks;

namespace AotKv.Engine.Transactions;

/// <summary>
/// An EXEC whose keys, watched ones included, are all on one shard: it travels there whole and runs at once. Commands
/// that touch no keys are among them only where the shard is the client's own core's.
/// </summary>
public sealed class TransactionWork(
    QueuedCommands queued, Watch? watch, TransactionHost host, CallContext context, CorePort origin) : ShardWork,
    IFinish
{
    readonly int core = origin.Core;
    readonly long sentAt = origin.Clock.Nanoseconds;
    long finishedAt;

    /// <summary>Limited as its client's is: all commands run, and what they answer beyond it is dropped.</summary>
    public readonly ReplyChain Output = new();

    public override int Weight => queued.Weight;

    public override void Run(Shard shard)
    {
        shard.Clock.Follow(sentAt + 1);
        if (watch is not null) shard.BreakExpired(watch);
        if (watch is { Broken: true }) new Reply(Output, shard.Port.Blocks, context.Version).NullArray();
        else
        {
            if (watch is not null) watch.Ended = true;
            Interleaving.RanTransaction(shard, context);
            var keys = new TransactionKeys(shard, lent: null, shard.Now);
            var caller = queued.HasSessionCommands ? host : null;
            queued.Run(keys, context, caller, Output, shard.Port);
        }
        if (shard.Waiting.HasReady) shard.ServeWaiters();
        finishedAt = shard.Clock.Nanoseconds;
        shard.Port.Post(core, new(MessageKind.Finished, this));
    }

    public void Finish(CorePort port)
    {
        port.Clock.Follow(finishedAt + 1);
        host.BatchFinished();
    }
}
