using AotKv.Engine.Catalog;
using AotKv.Engine.Messaging;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Instance.Configuration;
using AotKv.Memory;
using AotKv.Memory.Blocks;
using AotKv.Server.Reactor;

namespace AotKv.Server.Connections;

/// <summary>
/// WATCH and EXEC of one client: where the transaction runs, and its way there and back. Owned by the connection, on
/// its core.
/// </summary>
sealed class ClientTransaction(Connection connection, Core core)
{
    TransactionWork? work;
    QueuedCommands? running;

    /// <summary>An EXEC is under way.</summary>
    public bool IsRunning => running is not null;

    /// <summary>The client watches the keys of this WATCH from here on.</summary>
    public void NoteWatch(CommandInfo command, in Arguments arguments)
    {
        var session = connection.Session;
        session.Watch ??= new Watch();
        session.WatchedShards ??= new bool[core.Port.Shards.Length];
        for (var i = 1; i < arguments.Count; i++)
            session.Watch.Note(session.Database, ByteText.FromBytes(arguments[i]));
        core.Router.AddShards(command, arguments, session.WatchedShards);
    }

    /// <summary>Sends the transaction to where it runs; the connection is told when it is back.</summary>
    public void Begin(QueuedCommands queued, Watch? watch, ReplyChain output)
    {
        var session = connection.Session;
        running = queued;
        session.RunningCommands = queued.Count;
        Span<bool> involved = stackalloc bool[core.Port.Shards.Length];
        queued.AddShards(core.Router, involved);
        if (session.WatchedShards is { } watched)
            for (var i = 0; i < involved.Length; i++) involved[i] |= watched[i];
        session.DetachWatch();
        var only = SingleShard(involved, queued.HasSessionCommands);
        if (only < 0)
        {
            new ExclusiveTransaction(queued, watch, connection, core.Port, output)
                .Begin(core.Port, core.Choose(involved));
            return;
        }
        work = new TransactionWork(queued, watch, connection, session, core.Port);
        work.Output.BlocksMax = output.BlocksMax;
        if (only == core.Port.Core) core.Port.Shard.Run(work);
        else core.Port.Send(only, work);
    }

    /// <summary>It is back: its replies are taken over, and EXEC counts as a call.</summary>
    public void End(ReplyChain output)
    {
        if (work is not null) output.Append(work.Output);
        work = null;
        var nanoseconds = running!.Nanoseconds;
        var measures = core.Port.Measures;
        measures.Statistics.AddCalls(core.Exec, calls: 1, nanoseconds);
        if (measures.Settings.TracksLatency)
            measures.Statistics.AddToHistogram(core.Exec, calls: 1, nanoseconds);
        connection.Session.RunningCommands = 0;
        running.Dispose();
        running = null;
    }

    /// <summary>The one shard a transaction can run on, or -1.</summary>
    int SingleShard(ReadOnlySpan<bool> involved, bool mustBeOwn)
    {
        var first = involved.IndexOf(true);
        if (first < 0) return core.Port.Core;
        if (involved[(first + 1)..].IndexOf(true) >= 0) return -1;
        return mustBeOwn && first != core.Port.Core ? -1 : first;
    }
}
