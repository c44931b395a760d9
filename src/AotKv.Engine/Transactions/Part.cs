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

    public readonly ReplyChain Output = new();

    public int Count => indexes.Count;

    public void Add(int request) => indexes.Add(request);

    public void Clear() => indexes.Clear();

    public override void Run(Shard shard)
    {
        var port = shard.Port;
        var requests = batch.Requests;
        Prefetch(shard, requests);
        var reply = new Reply(Output, port.Blocks, batch.Context.Version);
        var now = Math.Max(batch.Now, shard.Now);
        var keys = new Keyspace(shard, batch.Context, now);
        var meter = new CommandMeter(port.Measures, Output, port.Blocks);
        for (var at = 0; at < indexes.Count; at++)
        {
            ref var request = ref requests[indexes[at]];
            if (request.PieceOf > 0)
            {
                meter.End();
                RunPieces(ref at, shard, keys, ref reply);
                meter.Start();
                continue;
            }
            var before = Output.Length;
            var call = batch.CallOf(request, shard.Hasher, now);
            meter.Next(request.Command);
            shard.Commands.RunOnShard(request.Command, call, keys, ref reply);
            meter.Ran(call, request.Length);
            request.ReplyLength = Output.Length - before;
        }
        meter.End();
        batch.PartFinished(port);
    }

    /// <summary>Runs the pieces of one request; whoever puts their replies together counts them as one call.</summary>
    void RunPieces(ref int at, Shard shard, in Keyspace keys, ref Reply reply)
    {
        var requests = batch.Requests;
        ref var first = ref requests[indexes[at]];
        var measures = shard.Port.Measures;
        var startedAt = measures.Now;
        var now = Math.Max(batch.Now, shard.Now);
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
