using AotKv.Engine.Messaging;
using AotKv.Engine.Shards;
using AotKv.Engine.Transactions;
using AotKv.Server.Reactor;

namespace AotKv.Server.Connections;

/// <summary>
/// Tells all cores, twice, that something was changed for all of them, and a client when they have taken it over. Once
/// does not do: what a core had sent on before it heard of the change arrives before its second answer. Nor does a core
/// answer before what it asks other cores for stands in the sequence, and what stands there has run on its own shard: a
/// write admitted before a pause must not come after it was answered, nor half of one after the answer to MONITOR.
/// </summary>
sealed class Announcement(Connection connection) : CoreTask
{
    const int Rounds = 2;

    int missing;
    int round;

    /// <summary>Begins a round, on the client's core.</summary>
    public void Begin(Core core)
    {
        missing = core.Peers.Length;
        foreach (var peer in core.Peers)
            core.Port.Post(peer.Port.Core, new(MessageKind.Task, new Notice(this, core, peer)));
    }

    /// <summary>A core has answered; on the client's core.</summary>
    public override void Run(int core)
    {
        if (--missing > 0) return;
        if (++round < Rounds) Begin(connection.Core);
        else connection.AllCoresKnow();
    }

    /// <summary>
    /// The answer of a core. Before it, its shard runs what was published, and comes back where it is lent.
    /// </summary>
    sealed class Answer(Announcement announcement, Core from) : ShardWork
    {
        public override void Run(Shard shard) =>
            shard.Port.Post(from.Port.Core, new(MessageKind.Task, announcement));
    }

    /// <summary>Runs on a core that is told.</summary>
    sealed class Notice(Announcement announcement, Core from, Core told) : CoreTask
    {
        Exclusive[]? before;

        public override void Run(int core)
        {
            told.Follow();
            before ??= told.Port.Asking;
            if (Array.Exists(before, one => one.IsAsking))
            {
                told.Port.RunAfterAsking(this);
                return;
            }
            told.Port.Shard.Run(new Answer(announcement, from));
        }
    }
}
