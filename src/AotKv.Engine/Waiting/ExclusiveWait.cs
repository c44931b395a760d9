using AotKv.Engine.Messaging;
using AotKv.Engine.Transactions;

namespace AotKv.Engine.Waiting;

/// <summary>A blocking command with keys on several shards, run for the first time with all of them lent.</summary>
public sealed class ExclusiveWait(Waiter waiter, CorePort port) : Exclusive
{
    protected override int Weight => 1;

    protected override void RunExclusively()
    {
        var any = Array.Find(Lent, shard => shard is not null)!;
        new Serving(port, any, Lent).Arrive(waiter);
    }

    /// <summary>The waiter comes home by itself.</summary>
    protected override void Conclude()
    {
    }
}
