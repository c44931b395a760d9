using AotKv.Engine.Catalog;
using AotKv.Engine.Messaging;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Memory;
using AotKv.Memory.Blocks;
using AotKv.Values.Tables;

namespace AotKv.Engine.Waiting;

/// <summary>
/// One client's blocking command from the moment it cannot be answered at once: a copy of the request, its places at
/// its keys, and the word that whoever ends the wait must claim. Made by the connection's core. As work it is sent to
/// its shard to be run for the first time, and to each of its shards once more to be forgotten where it was not served.
/// </summary>
public sealed class Waiter : ShardWork, IFinish, IDisposable
{
    readonly BatchOwner owner;
    readonly Request request;
    NativeList<byte> bytes;
    NativeList<ArgumentRange> ranges;
    readonly long sentAt;
    long endedAt;
    int state;
    int summoned;
    volatile bool isAbandoned;

    /// <param name="involved">The shards of its keys by index, where they are several; null for one.</param>
    public Waiter(
        in Request request, in Arguments arguments, CallContext context, BatchOwner owner, CorePort origin,
        Shard?[]? involved)
    {
        this.owner = owner;
        this.request = request;
        Context = context;
        Origin = origin.Core;
        sentAt = origin.Clock.Nanoseconds;
        Involved = involved;
        for (var i = 0; i < arguments.Count; i++)
        {
            ranges.Add(new ArgumentRange(bytes.Count, arguments[i].Length));
            bytes.AddRange(arguments[i]);
        }
        ArgumentBytes = bytes.Count;
    }

    /// <summary>The core of the client.</summary>
    public int Origin { get; }

    /// <summary>The shards of its keys by index, or null where all are on one.</summary>
    public Shard?[]? Involved { get; }

    /// <summary>The one shard of its keys, where <see cref="Involved"/> is null.</summary>
    public int OnlyShard => request.Shard;

    public CallContext Context { get; }

    public CommandId Command => request.Command;

    /// <summary>The reply, once it is served.</summary>
    public ReplyChain Output { get; } = new();

    /// <summary>The bytes of the request's arguments, as it was sent.</summary>
    public int ArgumentBytes { get; }

    /// <summary>The size of the request on the wire, bytes.</summary>
    internal int RequestLength => request.Length;

    /// <summary>How it ended: written by who claimed it, before it was sent home.</summary>
    public WaitEnd End { get; private set; }

    /// <summary>It stands at its keys, or is being run again.</summary>
    public bool IsParked => Volatile.Read(ref state) is (int)WaitState.Waiting or (int)WaitState.Running;

    internal Wait Wait { get; private set; }

    internal List<WaiterPlace> Places { get; } = [];

    /// <summary>The shard that keeps its time; null where it waits for ever.</summary>
    internal Shard? TimerHome { get; private set; }

    internal int TimerIndex { get; set; } = -1;

    internal bool IsWaiting => Volatile.Read(ref state) == (int)WaitState.Waiting;

    internal Call CallWith(KeyHasher hasher, long now) => new(
        new Arguments(bytes.Address, ranges.Address, ranges.Count), hasher, request.FirstKey, request.Hash, Context,
        now)
    {
        CanPark = true,
    };

    /// <summary>The error for which it must not be run again; null where it may be.</summary>
    internal byte[]? Refusal() =>
        Context.RefusalAfterWait(Command, new Arguments(bytes.Address, ranges.Address, ranges.Count));

    /// <summary>The shard of one of its keys.</summary>
    internal Shard ShardOf(in Key key, Shard any) =>
        Involved is null ? any : Involved[SlotMap.OwnerOf(key.Bytes, Involved.Length)]!;

    /// <summary>Takes over what the command said of its wait when it was run for the first time.</summary>
    internal void Settle(Parking parking)
    {
        Wait = parking.Wait;
        foreach (var (index, text) in parking.Rewritten)
        {
            ranges[index] = new ArgumentRange(bytes.Count, text.Length);
            bytes.AddRange(text);
        }
    }

    internal void KeepTimeAt(Shard shard)
    {
        TimerHome = shard;
        shard.Waiting.Timers.Add(this);
    }

    /// <summary>Claims it for another run; false where its wait is over.</summary>
    internal bool TryStart() => TrySwap(WaitState.Waiting, WaitState.Running);

    /// <summary>
    /// It waits, again or for the first time. False where its client is gone meanwhile: then it is over.
    /// </summary>
    internal bool TryPark()
    {
        // The state first, the flag second; Abandon writes the flag, then looks at the state.
        Interlocked.Exchange(ref state, (int)WaitState.Waiting);
        if (!isAbandoned || !TrySwap(WaitState.Waiting, WaitState.Over)) return true;
        End = WaitEnd.Closed;
        return false;
    }

    /// <summary>It has been run to its end. By the thread that runs its shards.</summary>
    internal void EndServed() => Volatile.Write(ref state, (int)WaitState.Over);

    /// <summary>
    /// Ends the wait, if it lasts, from any thread: the caller then sends it home. Where the command is being run again
    /// at this moment the outcome of that run is waited for; it is as short as a command.
    /// </summary>
    public bool TryEnd(WaitEnd end)
    {
        var spin = new SpinWait();
        while (Volatile.Read(ref state) is (int)WaitState.Waiting or (int)WaitState.Running)
        {
            if (TrySwap(WaitState.Waiting, WaitState.Over))
            {
                End = end;
                return true;
            }
            Interleaving.GiveWay(ref spin);
        }
        return false;
    }

    /// <summary>
    /// The client is gone. True: the wait is over and nothing comes back. False: whoever runs it sends it home.
    /// </summary>
    public bool Abandon()
    {
        isAbandoned = true;
        Interlocked.MemoryBarrier();
        return TrySwap(WaitState.Waiting, WaitState.Over);
    }

    /// <summary>Sends it to its client's core. By who claimed it.</summary>
    /// <param name="endedAt">The time at which the wait ended: what the client sees next is later.</param>
    public void SendHome(CorePort port, long endedAt)
    {
        this.endedAt = endedAt;
        port.Post(Origin, new(MessageKind.Finished, this));
    }

    /// <summary>Asks the shards of its keys to forget it: its wait ended elsewhere.</summary>
    public void Forget(CorePort port)
    {
        if (Involved is null) Send(port, OnlyShard);
        else
            for (var i = 0; i < Involved.Length; i++)
                if (Involved[i] is not null) Send(port, i);
    }

    /// <summary>Sends it to a shard: to be run for the first time, or to be forgotten.</summary>
    public void Send(CorePort port, int shard)
    {
        if (shard == port.Core) port.Shard.Run(this);
        else port.Send(shard, this);
    }

    public override int Weight => 1;

    public override void Run(Shard shard)
    {
        if (Volatile.Read(ref state) == (int)WaitState.Over)
        {
            shard.Waiting.Remove(this);
            return;
        }
        shard.Clock.Follow(sentAt + 1);
        var serving = new Serving(shard.Port, shard, lent: null);
        serving.Arrive(this);
        serving.ServeReady();
    }

    public void Finish(CorePort port)
    {
        port.Clock.Follow(endedAt + 1);
        owner.BatchFinished();
    }

    /// <summary>The first to ask for an exclusive run of it gets true, until that run is over.</summary>
    internal bool TrySummon() => Interlocked.CompareExchange(ref summoned, 1, 0) == 0;

    internal void EndSummons() => Volatile.Write(ref summoned, 0);

    bool TrySwap(WaitState from, WaitState to) =>
        Interlocked.CompareExchange(ref state, (int)to, (int)from) == (int)from;

    /// <summary>Gives the copy of the request back. On the client's core, once it is over.</summary>
    public void Dispose()
    {
        bytes.Dispose();
        ranges.Dispose();
    }
}
