using AotKv.Engine.Messaging;
using AotKv.Engine.Shards;
using AotKv.Engine.Waiting;

namespace AotKv.Engine.Transactions;

/// <summary>
/// Work that needs several shards at one instant (design section 4, way 3). Each shard that reaches the entry in its
/// inbox lends its keys; when all are lent the coordinator, the core whose client asked, runs and hands back. Shards
/// reach entries in sequence order, so no two exclusives can wait for each other. Where all other cores concerned sleep
/// and the work is short, nothing of this is needed: the coordinator stands in for them and runs at once.
/// </summary>
public abstract class Exclusive : IFinish
{
    int missing;
    int answersMissing;
    SharedInstant instant;

    /// <summary>The coordinating core.</summary>
    public int Origin { get; private set; }

    /// <summary>The shards that are lent: by shard index, the others null.</summary>
    public Shard?[] Lent { get; private set; } = [];

    /// <summary>The time at which it runs, milliseconds since 1970-01-01 UTC: that of its entry.</summary>
    protected long Now { get; private set; }

    /// <summary>How many short commands it is as good as, at most <see cref="ShardWork.Heavy"/>.</summary>
    protected virtual int Weight => ShardWork.Heavy;

    /// <summary>
    /// Asks for the shards in <paramref name="involved"/> (by index; null for those not needed). Their cores are first
    /// asked whether they are there: the entry goes into the sequence when all have answered, so that a core inside a
    /// long command keeps this client waiting and no other.
    /// </summary>
    public void Begin(CorePort port, Shard?[] involved)
    {
        Prepare(port, involved);
        if (answersMissing > 0 && port.StandIn.TryEnter(involved, Weight, out var time))
        {
            RunHeld(port, time);
            return;
        }
        if (answersMissing == 0)
        {
            port.Publish(Entries(), ref instant);
            return;
        }
        port.Asks(this);
        for (var i = 0; i < involved.Length; i++)
            if (involved[i] is not null && i != Origin) port.Post(i, new(MessageKind.Ask, this));
    }

    /// <summary>
    /// Appends the entry unasked, from within work that runs on one of the shards: that shard goes on to nothing but
    /// sequenced work before it is lent.
    /// </summary>
    internal void BeginAtOnce(CorePort port, Shard?[] involved)
    {
        Prepare(port, involved);
        port.Publish(Entries(), ref instant);
    }

    void Prepare(CorePort port, Shard?[] involved)
    {
        Origin = port.Core;
        Lent = involved;
        missing = answersMissing = 0;
        for (var i = 0; i < involved.Length; i++)
        {
            if (involved[i] is null) continue;
            missing++;
            if (i != Origin) answersMissing++;
        }
    }

    /// <summary>Says that a core is there. On that core's thread.</summary>
    public void Answer(CorePort port) => port.Post(Origin, new(MessageKind.Answer, this));

    /// <summary>A core that was asked is there. On the coordinator's thread.</summary>
    public void Answered(CorePort port)
    {
        if (--answersMissing > 0) return;
        port.Publish(Entries(), ref instant);
        port.HasAsked(this);
    }

    /// <summary>Some core has not answered: its entry is not in the sequence yet. The coordinator asks.</summary>
    public bool IsAsking => answersMissing > 0;

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
        AgreeOnTime(port);
        RunExclusively();
        var any = Array.Find(Lent, shard => shard is not null)!;
        new Serving(port, any, Lent).ServeReady();
        foreach (var shard in Lent) shard?.EndEntry();
        for (var i = 0; i < Lent.Length; i++)
        {
            if (Lent[i] is not { } shard) continue;
            if (shard == port.Shard) shard.TakeBack();
            else port.Post(i, new(MessageKind.Return, null));
        }
        Conclude();
    }

    /// <summary>Runs on shards that are this core's, or that it holds; what is next on each of them is later.</summary>
    void RunHeld(CorePort port, long time)
    {
        FollowAll(port, time + 1);
        RunExclusively();
        var any = Array.Find(Lent, shard => shard is not null)!;
        new Serving(port, any, Lent).ServeReady();
        FollowAll(port, time + 2);
        port.StandIn.Leave();

        // Its client's core goes on with it as with any other that ran elsewhere.
        port.Post(Origin, new(MessageKind.Finished, this));
    }

    void FollowAll(CorePort port, long time)
    {
        foreach (var shard in Lent) shard?.Clock.Follow(time);
        port.Clock.Follow(time);
        Now = port.Clock.Now;
    }

    /// <summary>What ran on shards that were held is back at its client's core.</summary>
    public void Finish(CorePort port) => Conclude();

    /// <summary>
    /// Brings all lent clocks, and the coordinator's, to the time of the entry: not to that of the run, which may be
    /// later than the times that later entries already have on other shards.
    /// </summary>
    void AgreeOnTime(CorePort port)
    {
        var agreed = instant.Agree(port.Time);
        var latest = agreed;
        foreach (var shard in Lent)
            if (shard is not null) latest = Math.Max(latest, shard.Clock.Nanoseconds);
        foreach (var shard in Lent)
        {
            shard?.BeginEntry(agreed);
            shard?.Clock.Follow(latest);
        }
        port.Clock.Follow(latest);
        Now = port.Time.UnixMilliseconds(latest);
    }

    /// <summary>The entry in the inboxes.</summary>
    sealed class LendWork(Exclusive exclusive) : ShardWork
    {
        public override void Run(Shard shard)
        {
            shard.Lend();
            Interleaving.Point();
            if (Interlocked.Decrement(ref exclusive.missing) == 0)
                shard.Port.Post(exclusive.Origin, new(MessageKind.Ready, exclusive));
        }
    }
}
