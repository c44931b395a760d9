using AotKv.Engine.Messaging;
using AotKv.Engine.Transactions;

namespace AotKv.Engine.Waiting;

/// <summary>A blocking command with keys on several shards, run for the first time with all of them lent.</summary>
public sealed class ExclusiveWait(Waiter waiter, CorePort port) : Exclusive
{
    bool hasComeTooEarly;

    protected override int Weight => 1;

    /// <summary>
    /// Where a shard is kept for somebody who waits, whose entry was published after this one, this one comes again
    /// behind it: it must not take what the other came for first.
    /// </summary>
    protected override void RunExclusively()
    {
        hasComeTooEarly = Array.Exists(Lent, shard => shard is { Waiting.PendingSummons: > 0 });
        if (hasComeTooEarly) return;
        var any = Array.Find(Lent, shard => shard is not null)!;
        new Serving(port, any, Lent).Arrive(waiter);
    }

    /// <summary>The waiter comes home by itself.</summary>
    protected override void Conclude()
    {
        if (hasComeTooEarly) new ExclusiveWait(waiter, port).BeginAtOnce(port, Lent);
    }
}
