using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.Transactions;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Transactions;

/// <summary>MULTI and its end. Queueing itself happens at admission.</summary>
static class TransactionCommands
{
    [Command("MULTI", Arity = 1,
        Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast |
            CommandFlags.NoMulti | CommandFlags.AllowBusy,
        Acl = AclCategories.Transaction, Group = "transactions", Since = "1.2.0", Complexity = "O(1)",
        Summary = "Starts to queue commands for a transaction.", Syntax = "MULTI")]
    internal static void Multi(in Call call, Session session, ref Reply reply)
    {
        session.Queued = new QueuedCommands();
        session.QueuedDatabase = session.Database;
        reply.Ok();
    }

    [Command("EXEC", Arity = 1,
        Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.SkipCommandLog,
        Acl = AclCategories.Transaction, Group = "transactions", Since = "1.2.0",
        Complexity = "Depends on the commands in the transaction.",
        Summary = "Runs what was queued since MULTI, as one.", Syntax = "EXEC")]
    internal static Outcome Exec(in Call call, Session session, ref Reply reply)
    {
        if (session.Queued is null)
        {
            reply.Error("ERR EXEC without MULTI"u8);
            return Outcome.Done;
        }
        if (session.IsQueueBroken)
        {
            session.EndTransaction();
            reply.Error("EXECABORT Transaction discarded because of previous errors."u8);
            return Outcome.Done;
        }
        var watch = session.Watch;
        if (watch is { Broken: true })
        {
            // What the client sends next comes after what broke it, on whatever shard that was.
            session.Server.Shards[session.Host.Core].Port.Clock.Follow(watch.BrokenAt + 1);
            session.EndTransaction();
            reply.NullArray();
            return Outcome.Done;
        }
        Permission.CheckQueued(session, session.Queued);
        session.Host.Execute(session.TakeQueued(), watch);
        return Outcome.Park;
    }

    [Command("DISCARD", Arity = 1,
        Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast |
            CommandFlags.AllowBusy,
        Acl = AclCategories.Transaction, Group = "transactions", Since = "2.0.0",
        Complexity = "O(N), N being the number of queued commands.",
        Summary = "Forgets what was queued since MULTI.", Syntax = "DISCARD")]
    internal static void Discard(in Call call, Session session, ref Reply reply)
    {
        if (session.Queued is null)
        {
            reply.Error("ERR DISCARD without MULTI"u8);
            return;
        }
        session.EndTransaction();
        reply.Ok();
    }

    [Command("UNWATCH", Arity = 1,
        Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast |
            CommandFlags.AllowBusy,
        Acl = AclCategories.Transaction, Group = "transactions", Since = "2.2.0", Complexity = "O(1)",
        Summary = "Forgets all watched keys.", Syntax = "UNWATCH")]
    internal static void Unwatch(in Call call, Session session, ref Reply reply)
    {
        session.Unwatch();
        reply.Ok();
    }
}
