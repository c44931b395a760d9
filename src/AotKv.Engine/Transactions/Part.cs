using AotKv.Engine.Messaging;
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
        var blocks = shard.Port.Blocks;
        var requests = batch.Requests;
        Prefetch(shard, requests);
        var reply = new Reply(Output, blocks, batch.Context.Version);
        var now = Math.Max(batch.Now, shard.Now);
        var keys = new Keyspace(shard, batch.Context, now);
        foreach (var index in indexes.Span)
        {
            ref var request = ref requests[index];
            var before = Output.Length;
            var call = batch.CallOf(request, shard.Hasher, now);
            shard.Statistics.Calls[request.Command.Value]++;
            shard.Commands.RunOnShard(request.Command, call, keys, ref reply);
            request.ReplyLength = Output.Length - before;
        }
        batch.PartFinished(shard.Port);
    }

    void Prefetch(Shard shard, Span<Request> requests)
    {
        if (indexes.Count < 2 || shard.FindDatabase(batch.Context.Database) is not { } store) return;
        foreach (var index in indexes.Span) store.Prefetch(requests[index].Hash);
        foreach (var index in indexes.Span) store.PrefetchRecord(requests[index].Hash);
    }

    public void Dispose() => indexes.Dispose();
}
