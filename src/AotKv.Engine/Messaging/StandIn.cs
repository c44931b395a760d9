using System.Runtime.CompilerServices;
using AotKv.Engine.Catalog;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Memory;

namespace AotKv.Engine.Messaging;

/// <summary>
/// Does the work of cores that sleep, instead of waking them: a wake-up and a switch of threads cost more than a few
/// short commands. Their shards are held while these run, or, where cores are crowded, from the first command that
/// needs them to the end of the phase of a turn. What is long, or much, is what a core is woken for, as is what only
/// its own thread can do. One a core, used on its thread. docs/THREE-WAYS.md has why no client can see a difference.
/// </summary>
public sealed class StandIn
{
    readonly int own;
    readonly Mailboxes mailboxes;
    readonly Shard[] shards;
    readonly Charge[] charges;
    readonly List<int> held = [];
    readonly List<int> involved = [];
    readonly Shard?[] entered;
    bool hasAny;
    long run;

    /// <summary>Somebody does this core's work: it sends all it has as it is.</summary>
    bool isReplaced;

    /// <summary>Another core, as far as this one stands in for it.</summary>
    sealed class Charge
    {
        public readonly List<ShardWork> Works = [];
        public bool IsHeld;
        public bool HasEntries;

        /// <summary>The short commands run for it in this phase, and to be run.</summary>
        public int Weight;

        /// <summary>What its shard was waiting for when it was taken.</summary>
        public long Deadline;

        /// <summary>The last run of requests that had one for it.</summary>
        public long Run;
    }

    internal StandIn(int own, Mailboxes mailboxes, Shard[] shards)
    {
        this.own = own;
        this.mailboxes = mailboxes;
        this.shards = shards;
        entered = new Shard?[shards.Length];
        charges = Array.ConvertAll(shards, _ => new Charge());
    }

    /// <summary>
    /// Takes the shards of all keys of these requests, at one instant: true where all of them are short commands, and
    /// the shards are this core's or their cores sleep. They are the caller's to run then, until it does anything else:
    /// <see cref="Entered"/>. <paramref name="time"/> is no earlier than what any of them has run; nanoseconds.
    /// </summary>
    public bool TryEnter(Batch batch, int first, int count, Router router, out long time)
    {
        time = 0;
        if (isReplaced || mailboxes.StandInMax == 0) return false;
        Begin();
        foreach (ref readonly var request in batch.Requests.Slice(first, count))
        {
            var command = router.InfoOf(request.Command);
            if (!command.IsShort) return false;
            var weight = ShardWork.WeightOf(command, request.Length);
            // In a pipeline its pieces are better run shard by shard: their memory is asked for ahead.
            if (request.Shard >= 0 ? !TryInvolve(request.Shard, weight)
                : request.Shard != Router.Spread || count > 1
                    || !TryInvolveAll(command, batch.ArgumentsOf(request), router, weight))
                return false;
        }
        return TryEnterInvolved(out time);
    }

    /// <summary>The same for work on those of <paramref name="wanted"/>, by index, that are not null.</summary>
    internal bool TryEnter(ReadOnlySpan<Shard?> wanted, int weight, out long time)
    {
        time = 0;
        if (isReplaced || weight > mailboxes.StandInMax) return false;
        Begin();
        for (var i = 0; i < wanted.Length; i++)
            if (wanted[i] is not null && !TryInvolve(i, weight)) return false;
        return TryEnterInvolved(out time);
    }

    /// <summary>How often another core's shard was taken. Other threads may read it.</summary>
    public long Holds { get; private set; }

    /// <summary>The shards entered last, by index; the others null.</summary>
    public Shard?[] Entered => entered;

    void Begin()
    {
        run++;
        foreach (var index in involved) entered[index] = null;
        involved.Clear();
    }

    bool TryInvolveAll(CommandInfo command, in Arguments arguments, Router router, int weight)
    {
        Span<bool> wanted = stackalloc bool[shards.Length];
        router.AddShards(command, arguments, wanted);
        for (var i = 0; i < wanted.Length; i++)
            if (wanted[i] && !TryInvolve(i, weight)) return false;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool TryInvolve(int index, int weight)
    {
        var charge = charges[index];
        if (charge.Run != run && !TryInvolve(index, charge)) return false;
        charge.Weight += weight;
        return index == own || charge.Weight <= mailboxes.StandInMax;
    }

    bool TryInvolve(int index, Charge charge)
    {
        if (index != own && !TryHold(index)) return false;
        charge.Run = run;
        entered[index] = shards[index];
        involved.Add(index);
        return true;
    }

    /// <summary>
    /// All of them have to have seen the same: if something is published while one after the other looks, they look
    /// again.
    /// </summary>
    bool TryEnterInvolved(out long time)
    {
        time = shards[own].Port.Clock.Nanoseconds;
        long published;
        do
        {
            published = shards[own].Inbox.Published;
            foreach (var index in involved)
            {
                var shard = shards[index];
                if (!shard.TryEnter()) return false;
                time = Math.Max(time, shard.Clock.Nanoseconds);
            }
            Interleaving.Point();
        }
        while (shards[own].Inbox.Published != published);
        return true;
    }

    bool TryHold(int to)
    {
        var charge = charges[to];
        if (charge.IsHeld) return true;
        if (!mailboxes.IsAbsent(to) || !mailboxes.TryStandIn(to)) return false;
        Holds++;
        charge.IsHeld = true;
        charge.Deadline = shards[to].NextDeadline();
        shards[to].Port.StandIn.isReplaced = true;
        held.Add(to);
        hasAny = true;
        return true;
    }

    /// <summary>
    /// Keeps a message's work for core <paramref name="to"/>, if that sleeps; false where it is to be sent.
    /// </summary>
    internal bool Keeps(int to, ShardWork work)
    {
        if (!CanKeep(to, work)) return false;
        charges[to].Works.Add(work);
        return true;
    }

    /// <summary>
    /// An entry was published for core <paramref name="to"/>. False where the core is to be called for it.
    /// </summary>
    internal bool KeepsEntry(int to, ShardWork entry)
    {
        if (!CanKeep(to, entry)) return false;
        charges[to].HasEntries = true;
        return true;
    }

    bool CanKeep(int to, ShardWork work)
    {
        var charge = charges[to];
        if (isReplaced || !charge.IsHeld && !mailboxes.IsAbsent(to)) return false;
        charge.Weight = Math.Min(charge.Weight + work.Weight, ShardWork.Heavy);
        hasAny = true;
        return true;
    }

    /// <summary>Gives back what is held where any of these requests may take long.</summary>
    public void LetGoBefore(ReadOnlySpan<Request> requests, CommandTable commands)
    {
        if (!hasAny) return;
        foreach (ref readonly var request in requests)
        {
            if (commands[request.Command].IsShort) continue;
            LetGo();
            return;
        }
    }

    /// <summary>
    /// Does what was kept, or sends it to those that are awake meanwhile or have too much of it, and gives back what is
    /// held. Before anything that may take long, and at the end of each phase of a turn.
    /// </summary>
    public void LetGo()
    {
        if (!hasAny) return;
        hasAny = false;
        for (var to = 0; to < charges.Length; to++)
        {
            var charge = charges[to];
            if (charge.HasEntries || charge.Works.Count > 0)
            {
                if (charge.Weight <= mailboxes.StandInMax && TryHold(to)) RunKept(shards[to], charge);
                else Send(to, charge);
            }
            charge.HasEntries = false;
            charge.Works.Clear();
            charge.Weight = 0;
        }
        GiveBackAll();
        hasAny = false;
    }

    /// <summary>
    /// What was entered has run. Its cores may want to be back before the phase ends, where they need not wait for a
    /// CPU.
    /// </summary>
    public void Leave()
    {
        if (!mailboxes.IsCrowded) GiveBackAll();
    }

    void GiveBackAll()
    {
        foreach (var to in held) GiveBack(to);
        held.Clear();
    }

    void Send(int to, Charge charge)
    {
        foreach (var work in charge.Works) mailboxes.Post(own, to, new(MessageKind.Run, work));
        mailboxes.Call(own, to);
    }

    static void RunKept(Shard shard, Charge charge)
    {
        shard.CatchUp();
        foreach (var work in charge.Works) shard.Run(work);
    }

    /// <summary>What the shard's own core would do at the end of a turn, but for its network.</summary>
    void GiveBack(int to)
    {
        var shard = shards[to];
        shard.CatchUp();
        var mustWake = mailboxes.FlushOutboxes(to) || mailboxes.HasMail(to) || shard.NeedsCore(charges[to].Deadline);
        mailboxes.WakeCalled(to, Urgency.AtOnce);
        shard.Port.StandIn.isReplaced = false;
        charges[to].IsHeld = false;
        mailboxes.EndStandIn(to, mustWake);
    }
}
