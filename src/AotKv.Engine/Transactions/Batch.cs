using System.Runtime.CompilerServices;
using AotKv.Engine.Catalog;
using AotKv.Engine.Measures;
using AotKv.Engine.Messaging;
using AotKv.Engine.Shards;
using AotKv.Memory;
using AotKv.Memory.Blocks;
using AotKv.Values.Tables;
using AotKv.Wire.Resp;

namespace AotKv.Engine.Transactions;

/// <summary>
/// The requests of one connection that were read together. Borrowed by the connection while it has requests to run,
/// and read by the shards that run parts of it: between Send and the owner's BatchFinished nothing of it changes but
/// the parts. The input it points into stays where it is for as long.
/// </summary>
public sealed class Batch : IFinish, IDisposable
{
    /// <summary>The replies to so many requests mostly fit into a small block.</summary>
    const int ShortPart = 24;

    /// <summary>More than this is read when these are answered.</summary>
    public const int RequestsMax = 256;

    NativeList<ArgumentRange> ranges;
    NativeList<Request> requests;
    readonly Part?[] parts;

    // What is published of them.
    readonly ShardWork?[] works;
    readonly int shards;
    NativeBytes input;
    BatchOwner? owner;
    int origin;
    int missing;
    long sentAt;
    bool isPublished;
    SharedInstant instant;
    int sentFirst;
    int sentEnd;
    int read;

    public Batch(int shards)
    {
        this.shards = shards;
        parts = new Part?[shards];
        works = new ShardWork?[shards];
    }

    /// <summary>What the requests that are under way have in common.</summary>
    public CallContext Context { get; set; } = new();

    /// <summary>How many blocks the replies of one shard may take.</summary>
    public int ReplyBlocksMax { get; set; } = int.MaxValue;

    /// <summary>The number of requests read.</summary>
    public int Count => read;

    public Span<Request> Requests => requests.Span;

    /// <summary>The arguments of all requests. Owned by the batch.</summary>
    public ref NativeList<ArgumentRange> Ranges => ref ranges;

    /// <summary>
    /// Forgets all requests and starts on new input, but keeps what was read of a request not yet whole.
    /// </summary>
    public void Start(NativeBytes newInput, ref RequestProgress progress)
    {
        for (var i = 0; i < progress.ArgumentCount; i++) ranges[i] = ranges[progress.FirstRange + i];
        ranges.Truncate(progress.ArgumentCount);
        progress.FirstRange = 0;
        requests.Clear();
        input = newInput;
        read = 0;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        ranges.Clear();
        requests.Clear();
        input = default;
        read = 0;
    }

    /// <summary>Adds a request that was read: its ranges are those from <paramref name="firstRange"/> on.</summary>
    public ref Request Add(int offset, int firstRange)
    {
        requests.Add(new Request { Offset = offset, FirstRange = firstRange, Count = ranges.Count - firstRange });
        read++;
        return ref requests[read - 1];
    }

    public Arguments ArgumentsOf(scoped in Request request) => new(
        input.Address + request.Offset, ranges.Address + request.FirstRange * ArgumentRange.Size, request.Count);

    public Call CallOf(scoped in Request request, KeyHasher hasher, long now) =>
        new(ArgumentsOf(request), hasher, request.FirstKey, request.Hash, Context, now);

    /// <summary>As <see cref="CallOf"/>, for a command that may make its client wait.</summary>
    public Call BlockingCallOf(scoped in Request request, KeyHasher hasher, long now) =>
        new(ArgumentsOf(request), hasher, request.FirstKey, request.Hash, Context, now) { CanPark = true };

    /// <summary>As <see cref="CallOf"/>, for a piece of a request.</summary>
    public Call PieceCallOf(scoped in Request piece, KeyHasher hasher, long now) =>
        new(ArgumentsOf(piece), hasher, piece.FirstKey, piece.Hash, Context, now) { IsPiece = true };

    /// <summary>
    /// Sends the requests from <paramref name="first"/> to <paramref name="end"/> to the shards they are routed to:
    /// as one message where that is one shard, published as one instant where they are several. The owner is told
    /// when all are answered.
    /// </summary>
    public void Send(BatchOwner batchOwner, CorePort port, int first, int end)
    {
        owner = batchOwner;
        origin = port.Core;
        sentFirst = first;
        sentEnd = end;
        sentAt = port.Clock.Nanoseconds;
        for (var i = first; i < end; i++) Assign(i, port.Shard.Commands, port.Shard.Hasher);
        var only = -1;
        var count = 0;
        for (var i = 0; i < shards; i++)
        {
            if (parts[i] is not { Count: > 0 } part) continue;
            part.Output.BlocksMax = ReplyBlocksMax;
            count++;
            only = i;
        }
        missing = count;
        isPublished = count > 1;
        if (isPublished) Publish(port);
        else if (only == port.Core) port.Shard.Run(parts[only]!);
        else port.Send(only, parts[only]!);
    }

    /// <summary>
    /// Their replies are copied into one chain: each short part has a small block for them. Those of one shard alone
    /// are handed on as they are.
    /// </summary>
    void Publish(CorePort port)
    {
        for (var i = 0; i < works.Length; i++)
        {
            works[i] = null;
            if (parts[i] is not { Count: > 0 } part) continue;
            works[i] = part;
            if (part.Count <= ShortPart) part.Output.StartSmall(port.Blocks);
        }
        port.Publish(works, ref instant);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Assign(int index, CommandTable commands, KeyHasher hasher)
    {
        ref var request = ref requests[index];
        request.Pieces = 0;
        var command = commands[request.Command];
        if (request.Shard >= 0) PartOf(request.Shard).Add(index, request, command);
        else if (request.Shard == Router.Keyless) AssignToEveryShard(index, command);
        else AssignByKey(index, command, hasher);
    }

    void AssignToEveryShard(int index, CommandInfo command)
    {
        var whole = requests[index];
        requests[index].FirstPiece = requests.Count;
        requests[index].Pieces = shards;
        whole.PieceOf = index + 1;
        whole.Nanoseconds = 0;
        for (short shard = 0; shard < shards; shard++)
        {
            whole.Shard = shard;
            PartOf(shard).Add(requests.Count, whole, command);
            requests.Add(whole);
        }
    }

    /// <summary>
    /// Cuts a request into one of the same command for each key: with what stands before all keys, the
    /// arguments that go with this one, and what follows them all.
    /// </summary>
    void AssignByKey(int index, CommandInfo command, KeyHasher hasher)
    {
        var whole = requests[index];
        requests[index].FirstPiece = requests.Count;
        command.TryCut(ArgumentsOf(whole), out var keys);
        requests[index].Pieces = keys.Count;
        for (var at = keys.First; at < keys.End; at += keys.Step)
        {
            var piece = whole;
            piece.PieceOf = index + 1;
            piece.Nanoseconds = 0;
            piece.FirstRange = ranges.Count;
            for (var i = 0; i < keys.First; i++) ranges.Add(ranges[whole.FirstRange + i]);
            for (var i = 0; i < keys.Step; i++) ranges.Add(ranges[whole.FirstRange + at + i]);
            for (var i = keys.End; i < whole.Count; i++) ranges.Add(ranges[whole.FirstRange + i]);
            piece.Count = ranges.Count - piece.FirstRange;
            piece.FirstKey = (short)keys.First;
            var key = ArgumentsOf(piece)[keys.First];
            piece.Hash = hasher.Hash(key);
            piece.Shard = (short)SlotMap.OwnerOf(key, shards);
            PartOf(piece.Shard).Add(requests.Count, piece, command);
            requests.Add(piece);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Part PartOf(int shard) => parts[shard] ?? MakePart(shard);

    Part MakePart(int shard) => parts[shard] = new Part(this);

    /// <summary>
    /// The time, in nanoseconds, from which on a shard runs its part: of all parts the same where they were published,
    /// or later than what their sender had seen.
    /// </summary>
    internal long TimeOf(Shard shard)
    {
        if (!isPublished) return sentAt + 1;
        return Defects.StampsLate ? shard.Port.Time.Nanoseconds : instant.Agree(shard.Port.Time);
    }

    internal void PartFinished(CorePort port)
    {
        Interleaving.Point();
        if (Interlocked.Decrement(ref missing) == 0) port.Post(origin, new(MessageKind.Finished, this));
    }

    /// <summary>Its parts were published as one instant: there are several.</summary>
    internal bool IsPublished => isPublished;

    /// <summary>Requests were sent and their replies not collected yet.</summary>
    public bool IsUnderWay => sentEnd > sentFirst;

    /// <summary>Everything that was sent is back. On the owner's core.</summary>
    public void Finish(CorePort port)
    {
        foreach (var part in parts)
            if (part is { Count: > 0 }) port.Clock.Follow(part.FinishedAt + 1);
        owner!.BatchFinished();
    }

    /// <summary>Takes the replies of what was sent over, in the order of the requests.</summary>
    public void Collect(ReplyChain output, CorePort port)
    {
        var blocks = port.Blocks;
        if (SentToOneShard() is { } only) output.Append(only.Output);
        else if (FindCut() is { } cut) output.Append(cut.Output);
        else
        {
            for (var i = sentFirst; i < sentEnd; i++)
            {
                ref var request = ref requests[i];
                if (request.Pieces == 0) output.AppendFrom(parts[request.Shard]!.Output, blocks, request.ReplyLength);
                else MergePieces(request, output, port);
            }
        }
        foreach (var part in parts)
        {
            part?.Clear();
            part?.Output.Clear(blocks);
        }
        sentFirst = sentEnd = 0;
    }

    /// <summary>A part whose replies are more than the client may leave unread.</summary>
    Part? FindCut()
    {
        foreach (var part in parts)
            if (part is { Output.IsCut: true }) return part;
        return null;
    }

    Part? SentToOneShard()
    {
        Part? only = null;
        foreach (var part in parts)
        {
            if (part is not { Count: > 0 }) continue;
            if (only is not null) return null;
            only = part;
        }
        return only is { } one && one.Count == sentEnd - sentFirst ? one : null;
    }

    /// <summary>Puts the replies of a request's pieces together, and counts them as the one call they are.</summary>
    void MergePieces(in Request request, ReplyChain output, CorePort port)
    {
        var measures = port.Measures;
        var command = measures.Commands[request.Command];
        var merger = new PieceMerger(command.FanOut, output, port.Blocks, Context.Version);
        var before = output.Length;
        var nanoseconds = 0L;
        for (var i = 0; i < request.Pieces; i++)
        {
            ref var piece = ref requests[request.FirstPiece + i];
            nanoseconds += piece.Nanoseconds;
            merger.Add(parts[piece.Shard]!.Output, piece.ReplyLength);
        }
        merger.End();
        var statistics = measures.Statistics;
        statistics.AddCalls(command.Id, calls: 1, nanoseconds);
        if (measures.Settings.TracksLatency) statistics.AddToHistogram(command.Id, calls: 1, nanoseconds);
        if (merger.HasFailed)
        {
            statistics.AddFailure(command.Id);
            statistics.Errors.Count(port.Blocks.LastError);
        }
        var cost = new CommandCost(nanoseconds, request.Length, output.Length - before);
        if (!measures.Settings.IsRemarkable(cost)) return;
        measures.Witness?.Remark(CallOf(request, port.Shard.Hasher, port.Clock.Now), command, cost);
    }

    public void Dispose()
    {
        ranges.Dispose();
        requests.Dispose();
        foreach (var part in parts) part?.Dispose();
    }
}
