using AotKv.Engine.Measures;
using AotKv.Engine.Messaging;
using AotKv.Engine.Shards;

namespace AotKv.Engine.Waiting;

/// <summary>
/// Runs waiting commands again whose keys have changed: after the command or transaction that changed them and before
/// any other, in the order in which keys became ready and, at each key, oldest first. On the stack of the thread that
/// runs the shard, or all lent shards; <paramref name="port"/> is that thread's.
/// </summary>
readonly ref struct Serving(CorePort port, Shard any, Shard?[]? lent)
{
    readonly CorePort port = port;
    readonly Shard any = any;
    readonly Shard?[]? lent = lent;

    /// <summary>Runs a command for the first time where its keys are, and parks it where it has to wait.</summary>
    public void Arrive(Waiter waiter)
    {
        if (Run(waiter, isAgain: false) == Outcome.Park) Park(waiter);
        else End(waiter);
    }

    /// <summary>
    /// Makes a waiter wait whose command was run and parked: <see cref="Parking"/> has what it said. Reached by all of
    /// its shards.
    /// </summary>
    public void Park(Waiter waiter)
    {
        waiter.Settle(any.Waiting.Parking);
        var wait = waiter.Wait;
        var call = waiter.CallWith(any.Hasher, any.Now);
        for (var i = 0; i < wait.KeyCount; i++)
        {
            var key = call.KeyAt(wait.FirstKey + i);
            var owner = waiter.ShardOf(key, any);
            owner.Waiting.Add(waiter.Context.Database, key, waiter);
            if (i == 0 && wait.Deadline != 0) waiter.KeepTimeAt(owner);
        }
        var measures = port.Measures;
        if (measures.IsWatched) measures.Witness!.Watch(call, measures.Commands[waiter.Command]);
        Interleaving.Parked(call);
        if (!waiter.TryPark()) End(waiter);
    }

    /// <summary>Looks at every key that was changed, until there is none.</summary>
    public void ServeReady()
    {
        while (TryTakeReady(out var queue)) Serve(queue);
    }

    bool TryTakeReady(out WaiterQueue queue)
    {
        if (any.Waiting.TryTakeReady(out queue)) return true;
        if (lent is null) return false;
        foreach (var shard in lent)
            if (shard is not null && shard.Waiting.TryTakeReady(out queue)) return true;
        return false;
    }

    /// <summary>
    /// Each who stands at the key now is run once at most: those that park again stay where they are.
    /// </summary>
    void Serve(WaiterQueue queue)
    {
        var place = queue.First;
        for (var left = queue.Count; left > 0 && place is not null; left--)
        {
            var next = place.Next;
            var waiter = place.Waiter;
            var keys = KeysFor(waiter).InDatabase(queue.Database);
            var record = keys.FindUntouched(queue.Key);
            if (record.IsNone && queue.WakingWhenGone == 0) return;
            var wants = waiter.Wait.WakesWhenGone || !record.IsNone && record.Type == waiter.Wait.Type;
            if (wants && waiter.IsWaiting)
            {
                if (!Reaches(waiter))
                {
                    Summon(waiter, place);
                    return;
                }
                Retry(waiter);
            }
            place = next;
        }
    }

    /// <summary>What the client may do can have changed while it waited: it is asked again, as in Valkey.</summary>
    void Retry(Waiter waiter)
    {
        if (!waiter.TryStart()) return;
        if (waiter.Refusal() is { } refusal) Refuse(waiter, refusal);
        else if (Run(waiter, isAgain: true) == Outcome.Park && waiter.TryPark()) return;
        End(waiter);
    }

    void Refuse(Waiter waiter, byte[] refusal)
    {
        var statistics = port.Measures.Statistics;
        statistics.AddRejection(waiter.Command);
        statistics.Errors.Count(refusal);
        new Reply(waiter.Output, port.Blocks, waiter.Context.Version).Error(refusal);
    }

    /// <summary>Counts as a call where it is answered; MONITOR was shown it when it parked.</summary>
    Outcome Run(Waiter waiter, bool isAgain)
    {
        any.Waiting.Parking.Clear();
        var reply = new Reply(waiter.Output, port.Blocks, waiter.Context.Version);
        var call = waiter.CallWith(any.Hasher, any.Now);
        var meter = new CommandMeter(port.Measures, waiter.Output, port.Blocks);
        meter.Next(waiter.Command);
        var outcome = any.Commands.RunOnShard(waiter.Command, call, KeysFor(waiter), ref reply);
        if (outcome == Outcome.Park) return outcome;
        Interleaving.Ran(any, call);
        if (isAgain) Interleaving.RanAgain();
        meter.IsShown = isAgain;
        meter.Ran(call, waiter.RequestLength);
        meter.End();
        return outcome;
    }

    Keyspace KeysFor(Waiter waiter) => lent is null
        ? new(any, waiter.Context, any.Now)
        : new(lent, any, waiter.Context, any.Now);

    /// <summary>Its keys are all here: nobody else runs it, so it leaves all of them at once.</summary>
    void End(Waiter waiter)
    {
        if (lent is null) any.Waiting.Remove(waiter);
        else
            foreach (var shard in lent) shard?.Waiting.Remove(waiter);
        waiter.EndServed();
        waiter.SendHome(port, any.Clock.Nanoseconds);
    }

    bool Reaches(Waiter waiter)
    {
        if (waiter.Involved is not { } involved) return true;
        if (lent is null) return false;
        for (var i = 0; i < involved.Length; i++)
            if (involved[i] is not null && lent[i] is null) return false;
        return true;
    }

    /// <summary>
    /// It has keys elsewhere too: it is run with all of them lent. Until then this shard runs sequenced work only, so
    /// that no later command takes what it waits for.
    /// </summary>
    void Summon(Waiter waiter, WaiterPlace place)
    {
        if (!place.Holds)
        {
            place.Holds = true;
            place.Queue.Shard.Waiting.PendingSummons++;
        }
        if (waiter.TrySummon()) new Summons(waiter).BeginAtOnce(port, waiter.Involved!);
    }
}
