using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Observation;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Observation;

/// <summary>SLOWLOG: the slow calls of COMMANDLOG, under their older name.</summary>
[CommandContainer("SLOWLOG", Arity = -2, Group = "server", Since = "2.2.12", Complexity = "Depends on subcommand.",
    Syntax = "SLOWLOG", Summary = "Commands on the log of slow calls.")]
static class SlowLogCommands
{
    const CommandFlags Flags = CommandFlags.Admin | CommandFlags.Loading | CommandFlags.Stale;
    const int CountByDefault = 10;

    [Command("SLOWLOG|GET", Arity = -2, Flags = Flags, Group = "server", Since = "2.2.12",
        Tips = "REQUEST_POLICY:ALL_NODES NONDETERMINISTIC_OUTPUT",
        Complexity = "O(N), N being the number of entries returned.", Syntax = "SLOWLOG GET [count]",
        Summary = "The newest slow calls.")]
    internal static void Get(in Call call, Session session, ref Reply reply)
    {
        if (call.Count > 3)
        {
            SubcommandError.Answer(reply, call);
            return;
        }
        long count = CountByDefault;
        if (call.Count == 3 && !LogReply.TryReadCount(call[2], reply, out count)) return;
        LogReply.Answer(reply, session.Server.Observer.Logs.Newest(CommandLogKind.Slow, count));
    }

    [Command("SLOWLOG|LEN", Arity = 2, Flags = Flags, Group = "server", Since = "2.2.12",
        Tips = "REQUEST_POLICY:ALL_NODES RESPONSE_POLICY:AGG_SUM NONDETERMINISTIC_OUTPUT", Complexity = "O(1)",
        Syntax = "SLOWLOG LEN", Summary = "The number of slow calls in the log.")]
    internal static void Length(in Call call, Session session, ref Reply reply) =>
        reply.Integer(session.Server.Observer.Logs.Count(CommandLogKind.Slow));

    [Command("SLOWLOG|RESET", Arity = 2, Flags = Flags, Group = "server", Since = "2.2.12",
        Tips = "REQUEST_POLICY:ALL_NODES RESPONSE_POLICY:ALL_SUCCEEDED",
        Complexity = "O(N), N being the number of entries.", Syntax = "SLOWLOG RESET", Summary = "Empties the log.")]
    internal static void Reset(in Call call, Session session, ref Reply reply)
    {
        session.Server.Observer.Logs.Reset(CommandLogKind.Slow);
        reply.Ok();
    }

    [Command("SLOWLOG|HELP", Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale, Group = "server",
        Since = "6.2.0", Complexity = "O(1)", Syntax = "SLOWLOG HELP", Summary = "Says what SLOWLOG's subcommands do.")]
    internal static void Help(in Call call, Session session, ref Reply reply) => HelpText.Answer(reply, "SLOWLOG",
    [
        "GET [<count>]",
        "    Return top <count> entries from the slowlog (default: 10, -1 mean all).",
        "    Entries are made of:",
        "    id, timestamp, time in microseconds, arguments array, client IP and port,",
        "    client name",
        "LEN",
        "    Return the length of the slowlog.",
        "RESET",
        "    Reset the slowlog.",
    ]);
}
