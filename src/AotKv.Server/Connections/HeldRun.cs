using AotKv.Engine;
using AotKv.Engine.Measures;
using AotKv.Engine.Messaging;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Instance.Sessions;
using AotKv.Memory.Blocks;
using AotKv.Server.Reactor;

namespace AotKv.Server.Connections;

/// <summary>
/// Runs requests of one client whose keys are on several shards, straight into its replies, where the cores of all of
/// them sleep: this one stands in for them. On the stack of the core.
/// </summary>
readonly ref struct HeldRun(Core core, Session session, Batch batch, ReplyChain replies)
{
    /// <summary>
    /// Runs as many as can run now: none where not all of the shards can be had, fewer than all where one must be lent
    /// before the next or where the client leaves too much unread. Returns their number.
    /// </summary>
    public int Run(int first, int count)
    {
        var port = core.Port;
        if (!port.StandIn.TryEnter(batch, first, count, core.Router, out var time)) return 0;
        var requests = batch.Requests.Slice(first, count);
        var entered = port.StandIn.Entered;
        var prefetch = Prefetch(requests);
        var blocks = port.Blocks;
        var reply = new Reply(replies, blocks, session.Version);
        var meter = new CommandMeter(port.Measures, replies, blocks);
        var any = Array.Find(entered, shard => shard is not null)!;
        Shard? before = null;
        var done = 0;
        while (done < requests.Length)
        {
            prefetch.Before(done);
            ref var request = ref requests[done++];
            var isSpread = request.Shard < 0;
            var shard = isSpread ? any : port.Shards[request.Shard];
            // In the client's order also where only times tell: what it sees next is later.
            if (isSpread) FollowAll(entered, ++time);
            else if (shard != before) shard.Clock.Follow(++time);
            before = isSpread ? null : shard;
            var keys = new Keyspace(isSpread ? entered : null, shard, batch.Context, shard.Now);
            var call = batch.CallOf(request, shard.Hasher, shard.Now);
            meter.Next(request.Command);
            core.Commands.RunOnShard(request.Command, call, keys, ref reply);
            Interleaving.Ran(shard, call);
            if (isSpread) FollowAll(entered, ++time);
            meter.Ran(call, request.Length);
            if (isSpread && !ServeAll(entered, ref meter)) break;
            if (shard.Waiting.HasReady && !LocalRun.ServeWaiters(shard, ref meter)) break;
            if (replies.IsCut) break;
        }
        meter.End();
        port.Clock.Follow(time);
        port.StandIn.Leave();
        session.LastCommand = core.Commands[requests[done - 1].Command];
        return done;
    }

    static void FollowAll(Shard?[] shards, long time)
    {
        foreach (var shard in shards) shard?.Clock.Follow(time);
    }

    /// <summary>
    /// Serves those who waited for what the last command changed. False where they need other shards too, before the
    /// next command runs.
    /// </summary>
    static bool ServeAll(Shard?[] shards, ref CommandMeter meter)
    {
        var goesOn = true;
        foreach (var shard in shards)
            if (shard is { Waiting.HasReady: true }) goesOn &= LocalRun.ServeWaiters(shard, ref meter);
        return goesOn;
    }

    RecordPrefetch<RequestHashes> Prefetch(Span<Request> requests)
    {
        var stores = core.Stores;
        var entered = core.Port.StandIn.Entered;
        for (var i = 0; i < entered.Length; i++)
            if (entered[i] is { } shard) stores[i] = shard.FindDatabase(session.Database);
        var prefetch = new RecordPrefetch<RequestHashes>(new(requests, stores));
        prefetch.Ask(Asked.Buckets);
        prefetch.Begin();
        return prefetch;
    }
}
