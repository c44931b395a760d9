using System.Runtime.InteropServices;
using AotKv.Engine.Transactions;

namespace AotKv.Engine.Messaging;

/// <summary>
/// The rings between all cores, one per pair, made at first use. A full ring blocks nobody: what does not fit waits in
/// the sender's outbox, which is bounded because a connection has one batch under way at a time.
/// </summary>
public sealed class Mailboxes
{
    /// <summary>A core's <see cref="Sleep"/>, on a cache line of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    struct SleepLine
    {
        [FieldOffset(64)] public int State;
    }

    /// <summary>Whom a core has still to wake. Its own: on a cache line of its own.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    struct Calls
    {
        public bool[] Cores;
        public bool Any;
    }

    readonly Calls[] called;
    readonly MessageRing?[][] rings;
    readonly Queue<Message>[][] outboxes;
    readonly Queue<Message>[] own;
    readonly SleepLine[] sleep;
    readonly Doorbell?[] doorbells;

    readonly int ringCapacity;

    const int CacheLineBytes = 64;

    public Mailboxes(int cores, int ringCapacity = MessageRing.Capacity)
    {
        this.ringCapacity = ringCapacity;
        Cores = cores;
        IsCrowded = Environment.ProcessorCount < cores;
        StandInMax = IsCrowded ? ShardWork.Heavy - 1 : CommandsPerWakeUp;
        rings = new MessageRing?[cores][];
        outboxes = new Queue<Message>[cores][];
        own = new Queue<Message>[cores];
        sleep = new SleepLine[cores];
        called = new Calls[cores];
        doorbells = new Doorbell?[cores];
        for (var core = 0; core < cores; core++)
        {
            rings[core] = new MessageRing?[cores];
            outboxes[core] = new Queue<Message>[cores];
            own[core] = new Queue<Message>();
            called[core].Cores = new bool[cores + CacheLineBytes];
            for (var to = 0; to < cores; to++) outboxes[core][to] = new Queue<Message>();
        }
    }

    public int Cores { get; }

    /// <summary>There are fewer CPUs than cores: they run in turn rather than side by side.</summary>
    public bool IsCrowded { get; init; }

    /// <summary>
    /// How many short commands a core runs for one that sleeps, in a phase of a turn, rather than wake it: about as
    /// many as take that long. Crowded cores have nobody to do the work meanwhile, however much it is.
    /// </summary>
    public int StandInMax { get; init; }

    const int CommandsPerWakeUp = 16;

    /// <summary>How a core is woken. Set before the cores run.</summary>
    public void Attach(int core, Doorbell doorbell) => doorbells[core] = doorbell;

    /// <summary>Sends from core <paramref name="from"/>, on its thread.</summary>
    public void Post(int from, int to, in Message message)
    {
        if (from == to)
        {
            own[from].Enqueue(message);
            return;
        }
        Interleaving.Point();
        var outbox = outboxes[from][to];
        if (outbox.Count > 0 || !RingOf(from, to).TrySend(message)) outbox.Enqueue(message);
        Call(from, to);
    }

    /// <summary>
    /// Core <paramref name="to"/> is to be woken for what it was sent or will find in its inbox, when core
    /// <paramref name="from"/> comes to <see cref="WakeCalled"/>: once for all that it is sent until then.
    /// </summary>
    public void Call(int from, int to)
    {
        ref var calls = ref called[from];
        calls.Any = true;
        calls.Cores[to] = true;
    }

    /// <summary>
    /// Wakes those that core <paramref name="from"/> has called and that sleep. After each phase of a turn that sends
    /// anything, and so before the sender sleeps.
    /// </summary>
    public void WakeCalled(int from, Urgency urgency)
    {
        ref var calls = ref called[from];
        if (!calls.Any) return;
        calls.Any = false;

        // What was sent first, the flags second; PrepareToSleep writes the flag, then looks for what was sent.
        Interlocked.MemoryBarrier();
        for (var to = 0; to < Cores; to++)
        {
            if (!calls.Cores[to]) continue;
            calls.Cores[to] = false;
            Interleaving.Point();
            if (MustRing(ref sleep[to].State)) Ring(from, to, urgency);
        }
    }

    /// <summary>Whoever stands in for it rings instead, when it is done.</summary>
    static bool MustRing(ref int state)
    {
        while (true)
        {
            switch (Volatile.Read(ref state))
            {
                case Sleep.Asleep when TrySwap(ref state, Sleep.Asleep, Sleep.Rung): return true;
                case Sleep.StoodIn when TrySwap(ref state, Sleep.StoodIn, Sleep.StoodInAndCalled): return false;
                case not (Sleep.Asleep or Sleep.StoodIn): return false;
            }
        }
    }

    static bool TrySwap(ref int state, int from, int to) =>
        Interlocked.CompareExchange(ref state, to, from) == from;

    void Ring(int from, int to, Urgency urgency)
    {
        if (urgency == Urgency.AtOnce) doorbells[to]?.Ring();
        else doorbells[to]?.RingAtEndOfTurn(doorbells[from]!);
    }

    /// <summary>
    /// Announces that core <paramref name="core"/> is about to sleep. It must look once more for mail and sequenced
    /// work before it does, and touch nothing of its shard until it is <see cref="Awake"/>.
    /// </summary>
    public void PrepareToSleep(int core)
    {
        Volatile.Write(ref sleep[core].State, Sleep.Asleep);

        // The flag first, the mail second: see WakeCalled.
        Interlocked.MemoryBarrier();
        Interleaving.Point();
    }

    /// <summary>How many cores are at work at this instant.</summary>
    public int CountAwake()
    {
        var awake = 0;
        for (var core = 0; core < Cores; core++)
            if (Volatile.Read(ref sleep[core].State) != Sleep.Asleep) awake++;
        return awake;
    }

    /// <summary>The core is back, and waits for whoever stands in for it.</summary>
    public void Awake(int core)
    {
        ref var state = ref sleep[core].State;
        var spin = new SpinWait();
        while (Volatile.Read(ref state) is var now and not Sleep.Awake)
        {
            if (now is Sleep.Asleep or Sleep.Rung)
            {
                if (TrySwap(ref state, now, Sleep.Awake)) return;
                continue;
            }
            if (now == Sleep.StoodIn) TrySwap(ref state, Sleep.StoodIn, Sleep.StoodInAndCalled);
            Interleaving.GiveWay(ref spin);
        }
    }

    /// <summary>Whether somebody could stand in for the core at this instant.</summary>
    public bool IsAbsent(int core)
    {
        var state = Volatile.Read(ref sleep[core].State);
        return state == Sleep.Asleep || state == Sleep.Rung && IsCrowded;
    }

    /// <summary>
    /// The caller stands in for core <paramref name="core"/> until <see cref="EndStandIn"/>, if true: what is that
    /// core's is the caller's, but for its network and its connections. From any core's thread.
    /// </summary>
    public bool TryStandIn(int core)
    {
        Interleaving.Point();
        ref var state = ref sleep[core].State;
        if (TrySwap(ref state, Sleep.Asleep, Sleep.StoodIn)) return true;

        // Where there are CPUs enough, it comes at once.
        return IsCrowded && TrySwap(ref state, Sleep.Rung, Sleep.StoodInWhileRung);
    }

    /// <summary>The core is its own again; woken where it must do something itself, or was called meanwhile.</summary>
    public void EndStandIn(int core, bool mustWake)
    {
        Interleaving.Point();
        ref var state = ref sleep[core].State;
        if (!mustWake && TrySwap(ref state, Sleep.StoodIn, Sleep.Asleep)) return;
        if (Interlocked.Exchange(ref state, Sleep.Rung) != Sleep.StoodInWhileRung) doorbells[core]?.Ring();
    }

    /// <summary>Takes one message for core <paramref name="core"/>, its own first.</summary>
    public bool TryReceive(int core, out Message message)
    {
        Interleaving.Point();
        if (own[core].TryDequeue(out message)) return true;
        for (var from = 0; from < Cores; from++)
            if (Volatile.Read(ref rings[from][core]) is { } ring && ring.TryReceive(out message)) return true;
        return false;
    }

    public bool HasMail(int core)
    {
        if (own[core].Count > 0) return true;
        for (var from = 0; from < Cores; from++)
            if (Volatile.Read(ref rings[from][core]) is { } ring && ring.HasMail) return true;
        return false;
    }

    /// <summary>
    /// Moves what waits in core <paramref name="from"/>'s outboxes on; returns whether some still waits.
    /// </summary>
    public bool FlushOutboxes(int from)
    {
        var waiting = false;
        for (var to = 0; to < Cores; to++)
        {
            var outbox = outboxes[from][to];
            if (outbox.Count == 0) continue;
            var ring = RingOf(from, to);
            while (outbox.TryPeek(out var message) && ring.TrySend(message)) outbox.Dequeue();
            waiting |= outbox.Count > 0;
            Call(from, to);
        }
        return waiting;
    }

    MessageRing RingOf(int from, int to)
    {
        if (rings[from][to] is { } ring) return ring;
        ring = new MessageRing(ringCapacity);
        Volatile.Write(ref rings[from][to], ring);
        return ring;
    }
}
