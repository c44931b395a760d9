using AotKv.Engine.Messaging;
using AotKv.Engine.Measures;
using AotKv.Engine.Shards;
using AotKv.Memory;
using AotKv.Memory.Blocks;

namespace AotKv.Engine.Transactions;

/// <summary>
/// What one shard does of a batch: some of its requests, in order, answered into a chain of the part's own, which the
/// connection's core takes over. Belongs to the batch; touched by one thread at a time.
/// </summary>
sealed class Part(Batch batch) : ShardWork, IDisposable
{
    NativeList<int> indexes;
    int done;

    public readonly ReplyChain Output = new();

    /// <summary>The shard's clock when the part had run: what the connection's core sees next is later.</summary>
    public long FinishedAt { get; private set; }

    public int Count => indexes.Count;

    public void Add(int request) => indexes.Add(request);

    public void Clear()
    {
        indexes.Clear();
        done = 0;
    }

    public override void Run(Shard shard)
    {
        var port = shard.Port;
        var requests = batch.Requests;
        Prefetch(shard, requests);
        var reply = new Reply(Output, port.Blocks, batch.Context.Version);
        shard.Clock.Follow(batch.TimeOf(shard));
        var now = shard.Now;
        var keys = new Keyspace(shard, batch.Context, now);
        var meter = new CommandMeter(port.Measures, Output, port.Blocks);
        for (var at = done; at < indexes.Count; at++)
        {
            if (shard.Waiting.PendingSummons > 0 && MustStop(shard, at))
            {
                meter.End();
                return;
            }
            ref var request = ref requests[indexes[at]];
            if (request.PieceOf > 0)
            {
                meter.End();
                RunPieces(ref at, shard, keys, ref reply);
                meter.Start();
                if (shard.Waiting.HasReady) shard.ServeWaiters();
                continue;
            }
            var before = Output.Length;
            var call = batch.CallOf(request, shard.Hasher, now);
            meter.Next(request.Command);
            shard.Commands.RunOnShard(request.Command, call, keys, ref reply);
            meter.Ran(call, request.Length);
            request.ReplyLength = Output.Length - before;
            if (shard.Waiting.HasReady) Serve(shard, ref meter);
        }
        meter.End();
        FinishedAt = shard.Clock.Nanoseconds;
        batch.PartFinished(port);
    }

    /// <summary>
    /// What was changed is somebody's who has keys on other shards too: the rest of a message waits until they have it.
    /// The rest of a published part does not, as that is one with what runs elsewhere.
    /// </summary>
    bool MustStop(Shard shard, int at)
    {
        if (batch.IsPublished) return false;
        done = at;
        shard.Run(this);
        return true;
    }

    static void Serve(Shard shard, ref CommandMeter meter)
    {
        meter.End();
        shard.ServeWaiters();
        meter.Start();
    }

    /// <summary>Runs the pieces of one request; whoever puts their replies together counts them as one call.</summary>
    void RunPieces(ref int at, Shard shard, in Keyspace keys, ref Reply reply)
    {
        var requests = batch.Requests;
        ref var first = ref requests[indexes[at]];
        var measures = shard.Port.Measures;
        var startedAt = measures.Now;
        var now = shard.Now;
        while (true)
        {
            ref var piece = ref requests[indexes[at]];
            var before = Output.Length;
            var call = batch.CallOf(piece, shard.Hasher, now);
            shard.Commands.RunOnShard(piece.Command, call, keys, ref reply);
            piece.ReplyLength = Output.Length - before;
            if (at + 1 == indexes.Count || requests[indexes[at + 1]].PieceOf != first.PieceOf) break;
            at++;
        }
        first.Nanoseconds = measures.Now - startedAt;
    }

    void Prefetch(Shard shard, Span<Request> requests)
    {
        if (indexes.Count < 2 || shard.FindDatabase(batch.Context.Database) is not { } store) return;
        foreach (var index in indexes.Span) store.Prefetch(requests[index].Hash);
        foreach (var index in indexes.Span) store.PrefetchRecord(requests[index].Hash);
    }

    public void Dispose() => indexes.Dispose();
}
