using AotKv.Engine.Catalog;
using AotKv.Engine.Measures;
using AotKv.Engine.Messaging;
using AotKv.Memory.Blocks;

namespace AotKv.Engine.Transactions;

/// <summary>
/// One command that carries values between shards, may touch any key, or reaches into the whole server, with its shards
/// lent to it.
/// </summary>
public sealed class ExclusiveRequest(
    Batch batch, int index, TransactionHost host, CorePort port, ReplyChain output) : Exclusive
{
    protected override int Weight
    {
        get
        {
            ref var request = ref batch.Requests[index];
            var command = port.Shard.Commands[request.Command];
            return command.Place == Place.Session ? ShardWork.Heavy : ShardWork.WeightOf(command, request.Length);
        }
    }

    protected override void RunExclusively()
    {
        ref var request = ref batch.Requests[index];
        var any = Array.Find(Lent, shard => shard is not null)!;
        var reply = new Reply(output, port.Blocks, batch.Context.Version);
        var keys = new Keyspace(Lent, any, batch.Context, Now);
        var call = batch.CallOf(request, any.Hasher, Now);
        var meter = new CommandMeter(port.Measures, output, port.Blocks);
        meter.Next(request.Command);
        if (any.Commands[request.Command].Place == Place.Session)
            host.RunExclusively(request.Command, call, keys, ref reply);
        else any.Commands.RunOnShard(request.Command, call, keys, ref reply);
        Interleaving.Ran(any, call);
        meter.Ran(call, request.Length);
        meter.End();
    }

    protected override void Conclude() => host.BatchFinished();
}
