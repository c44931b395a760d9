using AotKv.Engine.Catalog;
using AotKv.Engine.Shards;
using AotKv.Memory;
using AotKv.Memory.Blocks;
using AotKv.Values.Tables;

namespace AotKv.Engine.Transactions;

/// <summary>
/// What a client has queued since MULTI, copied out of its input. Made by MULTI, freed when the transaction has run
/// or is discarded.
/// </summary>
public sealed class QueuedCommands : IDisposable
{
    NativeList<byte> bytes;
    NativeList<ArgumentRange> ranges;
    NativeList<Request> requests;

    public int Count => requests.Count;

    /// <summary>A command that does not run on a shard was queued: the client's own core must run all.</summary>
    public bool HasSessionCommands { get; private set; }

    /// <summary>A command was queued that may touch any key.</summary>
    public bool NeedsEveryShard { get; private set; }

    /// <summary>Bytes held.</summary>
    public long Size => bytes.Count;

    public void Add(in Request request, in Arguments arguments, CommandInfo command)
    {
        var copy = request;
        copy.Offset = 0;
        copy.FirstRange = ranges.Count;
        for (var i = 0; i < arguments.Count; i++)
        {
            ranges.Add(new ArgumentRange(bytes.Count, arguments[i].Length));
            bytes.AddRange(arguments[i]);
        }
        requests.Add(copy);
        if (command.Place == Place.Session) HasSessionCommands = true;
        else if (request.Shard == Router.Keyless) NeedsEveryShard = true;
    }

    /// <summary>Marks the shards whose keys are queued.</summary>
    public void AddShards(Router router, Span<bool> involved)
    {
        if (NeedsEveryShard) involved.Fill(true);
        foreach (ref var request in requests.Span)
        {
            var command = router.InfoOf(request.Command);
            if (command.Place != Place.Session) router.AddShards(command, ArgumentsOf(request), involved);
        }
    }

    /// <summary>Runs all, in order, and writes their replies as one array. On the core that has the keys.</summary>
    /// <param name="keys">Makes the keys of a command from its context.</param>
    public void Run(
        in TransactionKeys keys, CommandTable commands, CallContext context, TransactionHost? host, ReplyChain output,
        BlockPool blocks)
    {
        new Reply(output, blocks, context.Version).Array(Count);
        foreach (ref var request in requests.Span)
        {
            if (host is not null) context = host.Context;
            var call = new Call(
                ArgumentsOf(request), keys.Hasher, request.FirstKey, request.Hash, context, keys.Now);
            var reply = new Reply(output, blocks, context.Version);
            if (commands[request.Command].Place == Place.Session) host!.RunOnSession(request.Command, call, ref reply);
            else commands.RunOnShard(request.Command, call, keys.For(context), ref reply);
        }
    }

    Arguments ArgumentsOf(in Request request) =>
        new(bytes.Address, ranges.Address + request.FirstRange * ArgumentRange.Size, request.Count);

    public void Dispose()
    {
        bytes.Dispose();
        ranges.Dispose();
        requests.Dispose();
    }
}
