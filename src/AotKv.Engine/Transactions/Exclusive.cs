using AotKv.Engine.Messaging;
using AotKv.Engine.Shards;
using AotKv.Engine.Waiting;

namespace AotKv.Engine.Transactions;

/// <summary>
/// Work that needs several shards at one instant (design section 4, way 3). Each shard that reaches the entry in its
/// inbox lends its keys; when all are lent the coordinator, the core whose client asked, runs and hands back. Shards
/// reach entries in sequence order, so no two exclusives can wait for each other.
/// </summary>
public abstract class Exclusive
{
    int missing;

    /// <summary>The coordinating core.</summary>
    public int Origin { get; private set; }

    /// <summary>The shards that are lent: by shard index, the others null.</summary>
    public Shard?[] Lent { get; private set; } = [];

    /// <summary>Asks for the shards in <paramref name="involved"/> (by index; null for those not needed).</summary>
    public void Begin(CorePort port, Shard?[] involved)
    {
        Prepare(port, involved);
        port.Publish(Entries());
    }

    /// <summary>
    /// Appends the entry from within work that runs on one of the shards: that shard goes on to nothing but sequenced
    /// work before it is lent.
    /// </summary>
    internal void BeginAtOnce(CorePort port, Shard?[] involved)
    {
        Prepare(port, involved);
        port.Announce(Entries());
    }

    void Prepare(CorePort port, Shard?[] involved)
    {
        Origin = port.Core;
        Lent = involved;
        missing = involved.Count(shard => shard is not null);
    }

    ShardWork?[] Entries()
    {
        var lend = new LendWork(this);
        var works = new ShardWork?[Lent.Length];
        for (var i = 0; i < Lent.Length; i++)
            if (Lent[i] is not null) works[i] = lend;
        return works;
    }

    /// <summary>Runs on the coordinator's thread once all shards are lent. Must not wait for anything.</summary>
    protected abstract void RunExclusively();

    /// <summary>Goes on with the client, after the shards were handed back.</summary>
    protected abstract void Conclude();

    /// <summary>All shards are lent: runs, hands back, goes on.</summary>
    public void RunAndReturn(CorePort port)
    {
        foreach (var shard in Lent)
            if (shard is not null) shard.Now = Math.Max(shard.Now, port.Shard.Now);
        RunExclusively();
        var any = Array.Find(Lent, shard => shard is not null)!;
        new Serving(port, any, Lent).ServeReady();
        for (var i = 0; i < Lent.Length; i++)
        {
            if (Lent[i] is not { } shard) continue;
            if (shard == port.Shard) shard.TakeBack();
            else port.Post(i, new(MessageKind.Return, null));
        }
        Conclude();
    }

    /// <summary>The entry in the inboxes.</summary>
    sealed class LendWork(Exclusive exclusive) : ShardWork
    {
        public override void Run(Shard shard)
        {
            shard.Lend();
            if (Interlocked.Decrement(ref exclusive.missing) == 0)
                shard.Port.Post(exclusive.Origin, new(MessageKind.Ready, exclusive));
        }
    }
}
