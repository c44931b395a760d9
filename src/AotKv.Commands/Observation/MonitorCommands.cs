using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Observation;

/// <summary>MONITOR: every command as it runs.</summary>
static class MonitorCommands
{
    [Command("MONITOR", Arity = 1,
        Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Group = "server", Since = "1.0.0", Complexity = "O(1), and O(1) for every command of any client afterwards.",
        Syntax = "MONITOR", Summary = "Shows the client every command that the server runs.")]
    internal static Outcome Monitor(in Call call, Session session, ref Reply reply)
    {
        if (session.RunningCommands > 0)
        {
            reply.Error("ERR MONITOR isn't allowed for DENY BLOCKING client"u8);
            return Outcome.Done;
        }
        // A second MONITOR is not answered, as in Valkey.
        if (session.IsMonitor) return Outcome.Done;
        session.Host.WatchAll(isOn: true);
        if (session.Server.Shards.Length == 1)
        {
            reply.Ok();
            return Outcome.Done;
        }
        session.Host.AnswerOnceAllCoresKnow();
        return Outcome.Park;
    }
}
