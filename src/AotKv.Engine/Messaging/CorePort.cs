using AotKv.Engine.Measures;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Memory.Blocks;

namespace AotKv.Engine.Messaging;

/// <summary>
/// What a core has at hand to reach the others: its mailbox, the sequence, all shards by index, and its own blocks.
/// One a core; used on that core's thread.
/// </summary>
public sealed class CorePort
{
    readonly Mailboxes mailboxes;
    readonly Sequence sequence;
    readonly Shard[] shards;
    readonly Inbox[] inboxes;
    readonly List<Exclusive> asking = [];
    readonly List<CoreTask> untilAsked = [];

    public CorePort(
        int core, Mailboxes mailboxes, Sequence sequence, Shard[] shards, BlockPool blocks, CoreMeasures measures,
        ServerTime time)
    {
        Core = core;
        this.mailboxes = mailboxes;
        this.sequence = sequence;
        this.shards = shards;
        inboxes = Array.ConvertAll(shards, shard => shard.Inbox);
        Blocks = blocks;
        Measures = measures;
        Time = time;
        Clock = new HybridClock(time);
        StandIn = new StandIn(core, mailboxes, shards);
        Shard.Port = this;
    }

    public int Core { get; }

    public BlockPool Blocks { get; }

    /// <summary>Counts and times what the core runs.</summary>
    public CoreMeasures Measures { get; }

    public ServerTime Time { get; }

    /// <summary>
    /// The core's own clock, read once a loop turn. Not its shard's: that is another thread's while the shard is lent.
    /// </summary>
    public HybridClock Clock { get; }

    /// <summary>What clients of this core need other shards for, and is not in the sequence yet.</summary>
    public Exclusive[] Asking => [.. asking];

    /// <summary>Runs a task again when something more of what is asked for stands in the sequence.</summary>
    public void RunAfterAsking(CoreTask task) => untilAsked.Add(task);

    internal void Asks(Exclusive work) => asking.Add(work);

    internal void HasAsked(Exclusive work)
    {
        asking.Remove(work);
        foreach (var task in untilAsked) Post(Core, new(MessageKind.Task, task));
        untilAsked.Clear();
    }

    /// <summary>The core's own shard.</summary>
    public Shard Shard => shards[Core];

    /// <summary>All shards, by index: to route, never to run those of others.</summary>
    public ReadOnlySpan<Shard> Shards => shards;

    /// <summary>How many cores, of all, are at work at this instant.</summary>
    public int CountAwake() => mailboxes.CountAwake();

    /// <summary>Does the work of others that sleep.</summary>
    public StandIn StandIn { get; }

    /// <summary>Has work run on another core's shard: by that core, or by this one at the end of the phase.</summary>
    public void Send(int core, ShardWork work)
    {
        if (!StandIn.Keeps(core, work)) Post(core, new(MessageKind.Run, work));
    }

    /// <summary>
    /// Sees to it that what was sent is run: here, or by those who sleep, who are woken. At the end of each phase of a
    /// turn that sends anything, and so before the core sleeps.
    /// </summary>
    public void EndPhase(Urgency urgency)
    {
        StandIn.LetGo();
        mailboxes.WakeCalled(Core, urgency);
    }

    public void Post(int core, in Message message) => mailboxes.Post(Core, core, message);

    /// <summary>
    /// Publishes one part for each shard that has one, as one instant, and calls those shards. The own part runs when
    /// the shard is entered next, in this turn at the latest: with those that others publish meanwhile.
    /// <paramref name="instant"/> is part of them.
    /// </summary>
    internal void Publish(ReadOnlySpan<ShardWork?> parts, ref SharedInstant instant)
    {
        sequence.Publish(inboxes, parts, ref instant);
        Interleaving.Point();
        for (var i = 0; i < parts.Length; i++)
            if (parts[i] is { } part && i != Core && !StandIn.KeepsEntry(i, part)) mailboxes.Call(Core, i);
    }
}
