using System.Runtime.CompilerServices;
using AotKv.Engine.Catalog;
using AotKv.Engine.Measures;
using AotKv.Engine.Messaging;
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

    /// <summary>The errors of commands that may no longer run, by their places; null where all may.</summary>
    byte[]?[]? refusals;

    bool hasEnd;

    public int Count => requests.Count - (hasEnd ? 1 : 0);

    /// <summary>A command that does not run on a shard was queued: the client's own core must run all.</summary>
    public bool HasSessionCommands { get; private set; }

    /// <summary>A command was queued that may touch any key.</summary>
    public bool NeedsEveryShard { get; private set; }

    /// <summary>How many short commands they are, or <see cref="ShardWork.Heavy"/> where one may take long.</summary>
    public int Weight { get; private set; }

    /// <summary>Bytes of the arguments that are held.</summary>
    public long Size => bytes.Count;

    /// <summary>Bytes held in all.</summary>
    public long MemoryBytes =>
        bytes.Count + ranges.Count * (long)ArgumentRange.Size + requests.Count * (long)Unsafe.SizeOf<Request>();

    /// <summary>The flags that any of the commands has.</summary>
    public CommandFlags Flags { get; private set; }

    public void Add(in Request request, in Arguments arguments, CommandInfo command) =>
        Add(request, arguments, command, isEnd: false);

    void Add(in Request request, in Arguments arguments, CommandInfo command, bool isEnd)
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
        hasEnd = isEnd;
        if (isEnd) return;
        Flags |= command.Flags;
        Weight = Math.Min(Weight + ShardWork.WeightOf(command, request.Length), ShardWork.Heavy);
        if (command.Place == Place.Session)
        {
            HasSessionCommands = true;
            NeedsEveryShard |= command.Exclusive;
        }
        else if (request.Shard == Router.Keyless) NeedsEveryShard = true;
    }

    /// <summary>Marks the shards whose keys are queued.</summary>
    public void AddShards(Router router, Span<bool> involved)
    {
        if (NeedsEveryShard) involved.Fill(true);
        foreach (ref var request in requests.Span[..Count])
        {
            var command = router.InfoOf(request.Command);
            if (command.Place != Place.Session) router.AddShards(command, ArgumentsOf(request), involved);
        }
    }

    /// <summary>Runs all, in order, and writes their replies as one array. On the core that has the keys.</summary>
    /// <param name="keys">Makes the keys of a command from its context.</param>
    public void Run(
        in TransactionKeys keys, CallContext context, TransactionHost? host, ReplyChain output, CorePort port)
    {
        var commands = port.Measures.Commands;
        var startedAt = port.Measures.Now;
        new Reply(output, port.Blocks, context.Version).Array(Count);
        var meter = new CommandMeter(port.Measures, output, port.Blocks);
        var ran = 0;
        foreach (ref var request in requests.Span[..Count])
        {
            if (host is not null) context = host.Context;
            var call = new Call(
                ArgumentsOf(request), keys.Hasher, request.FirstKey, request.Hash, context, keys.Now);
            var reply = new Reply(output, port.Blocks, context.Version);
            if (refusals?[ran++] is { } refusal)
            {
                port.Measures.Statistics.Errors.Count(refusal);
                reply.Error(refusal);
                continue;
            }
            meter.Next(request.Command);
            var command = commands[request.Command];
            if (command is { Place: Place.Session, Exclusive: true })
                host!.RunExclusively(request.Command, call, keys.For(context), ref reply);
            else if (command.Place == Place.Session) host!.RunOnSession(request.Command, call, ref reply);
            else commands.RunOnShard(request.Command, call, keys.For(context), ref reply);
            Interleaving.RanQueued(call);
            meter.Ran(call, request.Length);
        }
        meter.End();
        Nanoseconds = port.Measures.Now - startedAt;
        if (!hasEnd || !port.Measures.IsWatched) return;
        ref var end = ref requests[Count];
        var ending = new Call(ArgumentsOf(end), keys.Hasher, firstKey: 0, firstKeyHash: 0, context, keys.Now);
        port.Measures.Witness!.Watch(ending, commands[end.Command]);
    }

    /// <summary>Keeps the EXEC itself, which MONITOR shows behind what it ran.</summary>
    public void End(in Request request, in Arguments arguments, CommandInfo command)
    {
        Add(request, arguments, command, isEnd: true);
    }

    /// <summary>What running them took; EXEC's time.</summary>
    public long Nanoseconds { get; private set; }

    /// <summary>One of the commands: the place it has among them is its index.</summary>
    public CommandId CommandAt(int index) => requests[index].Command;

    public Arguments ArgumentsAt(int index) => ArgumentsOf(requests[index]);

    /// <summary>The command will not be run, but answered so.</summary>
    public void Refuse(int index, byte[] error)
    {
        refusals ??= new byte[]?[Count];
        refusals[index] = error;
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
