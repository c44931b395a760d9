using AotKv.Commands.Connections;
using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Observation;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Observation;

/// <summary>COMMANDLOG: the last calls that were slow, or had large requests or replies.</summary>
[CommandContainer("COMMANDLOG", Arity = -2, Group = "server", Since = "8.1.0", Complexity = "Depends on subcommand.",
    Syntax = "COMMANDLOG", Summary = "Commands on the logs of remarkable calls.")]
static class CommandLogCommands
{
    const CommandFlags Flags = CommandFlags.Admin | CommandFlags.Loading | CommandFlags.Stale;

    [Command("COMMANDLOG|GET", Arity = 4, Flags = Flags, Group = "server", Since = "8.1.0",
        Tips = "REQUEST_POLICY:ALL_NODES NONDETERMINISTIC_OUTPUT",
        Complexity = "O(N), N being the number of entries returned.",
        Syntax = "COMMANDLOG GET count <slow|large-request|large-reply>", Summary = "The newest entries of a log.")]
    internal static void Get(in Call call, Session session, ref Reply reply)
    {
        if (!LogReply.TryReadCount(call[2], reply, out var count)) return;
        if (!TryReadKind(call[3], reply, out var kind)) return;
        LogReply.Answer(reply, session.Server.Observer.Logs.Newest(kind, count));
    }

    [Command("COMMANDLOG|LEN", Arity = 3, Flags = Flags, Group = "server", Since = "8.1.0",
        Tips = "REQUEST_POLICY:ALL_NODES RESPONSE_POLICY:AGG_SUM NONDETERMINISTIC_OUTPUT", Complexity = "O(1)",
        Syntax = "COMMANDLOG LEN <slow|large-request|large-reply>", Summary = "The number of entries of a log.")]
    internal static void Length(in Call call, Session session, ref Reply reply)
    {
        if (TryReadKind(call[2], reply, out var kind)) reply.Integer(session.Server.Observer.Logs.Count(kind));
    }

    [Command("COMMANDLOG|RESET", Arity = 3, Flags = Flags, Group = "server", Since = "8.1.0",
        Tips = "REQUEST_POLICY:ALL_NODES RESPONSE_POLICY:ALL_SUCCEEDED",
        Complexity = "O(N), N being the number of entries.",
        Syntax = "COMMANDLOG RESET <slow|large-request|large-reply>", Summary = "Empties a log.")]
    internal static void Reset(in Call call, Session session, ref Reply reply)
    {
        if (!TryReadKind(call[2], reply, out var kind)) return;
        session.Server.Observer.Logs.Reset(kind);
        reply.Ok();
    }

    [Command("COMMANDLOG|HELP", Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale, Group = "server",
        Since = "8.1.0", Complexity = "O(1)", Syntax = "COMMANDLOG HELP",
        Summary = "Says what COMMANDLOG's subcommands do.")]
    internal static void Help(in Call call, Session session, ref Reply reply) => HelpText.Answer(reply, "COMMANDLOG",
    [
        "GET <count> <type>",
        "    Return top <count> entries of the specified <type> from the commandlog (-1 mean all).",
        "    Entries are made of:",
        "    id, timestamp,",
        "        time in microseconds for type of slow,",
        "        or size in bytes for type of large-request,",
        "        or size in bytes for type of large-reply",
        "    arguments array, client IP and port,",
        "    client name",
        "LEN <type>",
        "    Return the length of the specified type of commandlog.",
        "RESET <type>",
        "    Reset the specified type of commandlog.",
    ]);

    static bool TryReadKind(ReadOnlySpan<byte> word, in Reply reply, out CommandLogKind kind)
    {
        kind = CommandLogKind.Slow;
        if (Option.Is(word, "slow"u8)) return true;
        kind = CommandLogKind.LargeRequest;
        if (Option.Is(word, "large-request"u8)) return true;
        kind = CommandLogKind.LargeReply;
        if (Option.Is(word, "large-reply"u8)) return true;
        reply.Error("ERR type should be one of the following: slow, large-request, large-reply"u8);
        return false;
    }
}
