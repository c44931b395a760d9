using System.Runtime.InteropServices;

namespace AotKv.Engine.Messaging;

/// <summary>
/// The rings between all cores, one per pair, made at first use. A full ring blocks nobody: what does not fit waits in
/// the sender's outbox, which is bounded because a connection has one batch under way at a time.
/// </summary>
public sealed class Mailboxes
{
    /// <summary>Whether a core sleeps: written by it, read by who sends to it, on a cache line of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    struct SleepLine
    {
        [FieldOffset(64)] public int Asleep;
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
            if (Volatile.Read(ref sleep[to].Asleep) == 0) continue;
            if (Interlocked.Exchange(ref sleep[to].Asleep, 0) == 1) Ring(from, to, urgency);
        }
    }

    void Ring(int from, int to, Urgency urgency)
    {
        if (urgency == Urgency.AtOnce) doorbells[to]?.Ring();
        else doorbells[to]?.RingAtEndOfTurn(doorbells[from]!);
    }

    /// <summary>
    /// Announces that core <paramref name="core"/> is about to sleep. It must look once more for mail and sequenced
    /// work before it does.
    /// </summary>
    public void PrepareToSleep(int core)
    {
        Volatile.Write(ref sleep[core].Asleep, 1);

        // The flag first, the mail second: see WakeCalled.
        Interlocked.MemoryBarrier();
        Interleaving.Point();
    }

    /// <summary>How many cores are at work at this instant.</summary>
    public int CountAwake()
    {
        var awake = 0;
        for (var core = 0; core < Cores; core++)
            if (Volatile.Read(ref sleep[core].Asleep) == 0) awake++;
        return awake;
    }

    public void Awake(int core) => Volatile.Write(ref sleep[core].Asleep, 0);

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
