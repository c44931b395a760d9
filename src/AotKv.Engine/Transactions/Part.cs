using System.Runtime.CompilerServices;
using AotKv.Engine.Catalog;
using AotKv.Engine.Measures;
using AotKv.Engine.Messaging;
using AotKv.Engine.Shards;
using AotKv.Memory;
using AotKv.Memory.Blocks;
using AotKv.Values;

namespace AotKv.Engine.Transactions;

/// <summary>
/// What one shard does of a batch: some of its requests, in order, answered into a chain of the part's own, which the
/// connection's core takes over. Belongs to the batch; touched by one thread at a time.
/// </summary>
sealed class Part(Batch batch) : ShardWork, IDisposable
{
    /// <summary>A request of the part: its place in the batch, and the hash of its first key, or 0.</summary>
    readonly record struct Entry(int Index, bool HasKey, ulong Hash);

    readonly ref struct EntryHashes(ReadOnlySpan<Entry> entries, KeyStore? store) : IHashes
    {
        readonly ReadOnlySpan<Entry> entries = entries;
        readonly KeyStore? store = store;

        public int Count => entries.Length;

        public bool TryGet(int index, out KeyStore itsStore, out ulong hash)
        {
            hash = entries[index].Hash;
            itsStore = store!;
            return entries[index].HasKey && store is not null;
        }
    }

    NativeList<Entry> entries;
    int weight;
    int done;
    Asked asked;

    public readonly ReplyChain Output = new();

    /// <summary>The shard's clock when the part had run: what the connection's core sees next is later.</summary>
    public long FinishedAt { get; private set; }

    public int Count => entries.Count;

    public override int Weight => Math.Min(weight, Heavy);

    /// <summary>Adds the request that stands at <paramref name="index"/> in the batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int index, in Request request, CommandInfo command)
    {
        entries.Add(new(index, request.FirstKey > 0, request.Hash));
        weight += WeightOf(command, request.Length);
    }

    public void Clear()
    {
        entries.Clear();
        weight = 0;
        done = 0;
        asked = Asked.Nothing;
    }

    public override void Run(Shard shard)
    {
        var port = shard.Port;
        var requests = batch.Requests;
        var store = shard.FindDatabase(batch.Context.Database);
        var prefetch = new RecordPrefetch<EntryHashes>(new(entries.Span[done..], store));
        for (; asked < Asked.Overflows; asked++) prefetch.Ask(asked + 1);
        var reply = new Reply(Output, port.Blocks, batch.Context.Version);
        if (batch.IsPublished) shard.BeginEntry(batch.TimeOf(shard));
        else shard.Clock.Follow(batch.TimeOf(shard));
        var now = shard.Now;
        var keys = new Keyspace(shard, batch.Context, now);
        var meter = new CommandMeter(port.Measures, Output, port.Blocks);
        for (var at = done; at < entries.Count; at++)
        {
            if (shard.Waiting.PendingSummons > 0 && MustStop(shard, at))
            {
                meter.End();
                return;
            }
            prefetch.Before(at - done);
            ref var request = ref requests[entries[at].Index];
            if (request.PieceOf > 0)
            {
                meter.End();
                RunPieces(ref at, shard, keys, prefetch, ref reply);
                meter.Start();
                if (shard.Waiting.HasReady) shard.ServeWaiters();
                continue;
            }
            var before = Output.Length;
            var call = batch.CallOf(request, shard.Hasher, now);
            meter.Next(request.Command);
            shard.Commands.RunOnShard(request.Command, call, keys, ref reply);
            Interleaving.Ran(shard, call);
            meter.Ran(call, request.Length);
            request.ReplyLength = Output.Length - before;
            if (shard.Waiting.HasReady) Serve(shard, ref meter);

            // The client is to be closed. What is published runs to its end: it is one with what runs elsewhere.
            if (Output.IsCut && !batch.IsPublished) break;
        }
        meter.End();
        FinishedAt = shard.Clock.Nanoseconds;
        if (batch.IsPublished) shard.EndEntry();
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
    void RunPieces(
        ref int at, Shard shard, in Keyspace keys, in RecordPrefetch<EntryHashes> prefetch, ref Reply reply)
    {
        var requests = batch.Requests;
        ref var first = ref requests[entries[at].Index];
        var measures = shard.Port.Measures;
        var startedAt = measures.StartReading();
        var now = shard.Now;
        while (true)
        {
            ref var piece = ref requests[entries[at].Index];
            var before = Output.Length;
            var call = batch.PieceCallOf(piece, shard.Hasher, now);
            shard.Commands.RunOnShard(piece.Command, call, keys, ref reply);
            Interleaving.Ran(shard, call);
            piece.ReplyLength = Output.Length - before;
            if (at + 1 == entries.Count || requests[entries[at + 1].Index].PieceOf != first.PieceOf) break;
            at++;
            prefetch.Before(at - done);
        }
        first.Nanoseconds = measures.EndReading() - startedAt;
    }

    public override void AskAhead(Shard shard, Asked what)
    {
        if (asked + 1 != what || shard.FindDatabase(batch.Context.Database) is not { } store) return;
        asked = what;
        new RecordPrefetch<EntryHashes>(new(entries.Span, store)).Ask(what);
    }

    public void Dispose() => entries.Dispose();
}
