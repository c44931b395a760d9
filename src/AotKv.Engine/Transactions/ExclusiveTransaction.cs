using AotKv.Engine.Messaging;
using AotKv.Memory.Blocks;

namespace AotKv.Engine.Transactions;

/// <summary>An EXEC, or a single command that carries values between shards, with all its shards lent to it.</summary>
public sealed class ExclusiveTransaction(
    QueuedCommands queued, Shards.Watch? watch, TransactionHost host, CorePort port, ReplyChain output) : Exclusive
{
    protected override int Weight => queued.Weight;

    protected override void RunExclusively()
    {
        var context = host.Context;
        var any = Array.Find(Lent, shard => shard is not null)!;
        foreach (var shard in Lent)
            if (watch is not null) shard?.BreakExpired(watch);
        if (watch is { Broken: true })
        {
            new Reply(output, port.Blocks, context.Version).NullArray();
            return;
        }
        if (watch is not null) watch.Ended = true;
        Interleaving.RanTransaction(any, context);
        var keys = new TransactionKeys(any, Lent, Now);
        queued.Run(keys, context, host, output, port);
    }

    protected override void Conclude() => host.BatchFinished();
}
