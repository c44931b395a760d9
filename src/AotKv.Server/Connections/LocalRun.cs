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
/// Runs requests of one client whose keys are all its own core's, straight into its replies. On the stack of the core.
/// </summary>
readonly ref struct LocalRun(Core core, Session session, Batch batch, ReplyChain replies)
{
    /// <summary>
    /// Runs as many as can run now: none where the shard is lent, fewer than all where it must be lent before the next
    /// or where the client leaves too much unread. Returns their number.
    /// </summary>
    public int Run(int first, int count)
    {
        var shard = core.Port.Shard;
        core.Port.StandIn.LetGoBefore(batch.Requests.Slice(first, count), core.Commands);
        if (!shard.TryEnter()) return 0;
        var done = 0;
        var commands = shard.Commands;
        var blocks = core.Port.Blocks;
        var keys = new Keyspace(shard, batch.Context, shard.Now);
        var reply = new Reply(replies, blocks, session.Version);
        var meter = new CommandMeter(core.Port.Measures, replies, blocks);
        var requests = batch.Requests.Slice(first, count);
        var stores = core.Stores;
        // One alone gains nothing: nothing runs while its record is on the way.
        stores[shard.Index] = requests.Length > 1 ? shard.FindDatabase(session.Database) : null;
        var prefetch = new RecordPrefetch<RequestHashes>(new(requests, stores));
        prefetch.Begin();
        for (var i = 0; i < requests.Length; i++)
        {
            prefetch.Before(i);
            ref var request = ref requests[i];
            var call = batch.CallOf(request, shard.Hasher, shard.Now);
            meter.Next(request.Command);
            commands.RunOnShard(request.Command, call, keys, ref reply);
            Interleaving.Ran(shard, call);
            meter.Ran(call, request.Length);
            done++;
            if (shard.Waiting.HasReady && !ServeWaiters(shard, ref meter)) break;
            if (replies.IsCut) break;
        }
        meter.End();
        session.LastCommand = commands[batch.Requests[first + done - 1].Command];
        return done;
    }

    /// <summary>
    /// Serves those who waited for what the last command changed. False where they need other shards too, before the
    /// next command runs.
    /// </summary>
    internal static bool ServeWaiters(Shard shard, ref CommandMeter meter)
    {
        meter.End();
        shard.ServeWaiters();
        meter.Start();
        return shard.Waiting.PendingSummons == 0;
    }
}
