using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Configuration;
using AotKv.Instance.Info;
using AotKv.Instance.Sessions;
using AotKv.Commands.Connections;

namespace AotKv.Commands.Server;

/// <summary>Commands on the server as a whole.</summary>
static class ServerCommands
{
    [Command("INFO", Arity = -1, Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Sentinel,
        Acl = AclCategories.Dangerous, Group = "server", Since = "1.0.0", Complexity = "O(1)",
        Tips = "NONDETERMINISTIC_OUTPUT REQUEST_POLICY:ALL_SHARDS RESPONSE_POLICY:SPECIAL",
        Syntax = "INFO [section [section ...]]", Summary = "What the server says of itself.")]
    internal static void Info(in Call call, Session session, ref Reply reply)
    {
        var sections = new string[call.Count - 1];
        for (var i = 0; i < sections.Length; i++) sections[i] = ByteText.FromBytes(call[i + 1]);
        var text = new InfoReport(session.Server, call.Now).Write(sections);
        reply.Verbatim("txt"u8, ByteText.ToBytes(text));
    }

    [Command("TIME", Arity = 1, Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
        Group = "server", Since = "2.6.0", Complexity = "O(1)", Tips = "NONDETERMINISTIC_OUTPUT", Syntax = "TIME",
        Summary = "The server's time.")]
    internal static void Time(in Call call, Session session, ref Reply reply)
    {
        var now = session.Server.Clock.UnixMicroseconds;
        reply.Array(2);
        reply.BulkInteger(now / 1_000_000);
        reply.BulkInteger(now % 1_000_000);
    }

    [Command("ROLE", Arity = 1,
        Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast |
            CommandFlags.Sentinel,
        Acl = AclCategories.Admin | AclCategories.Dangerous, Group = "server", Since = "2.8.12", Complexity = "O(1)",
        Syntax = "ROLE", Summary = "Whether the server is a primary, how far it is, and who follows it.")]
    internal static void Role(in Call call, Session session, ref Reply reply)
    {
        reply.Array(3);
        reply.Bulk("master"u8);
        reply.Integer(0);
        reply.Array(0);
    }

    [Command("SHUTDOWN", Arity = -1,
        Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale |
            CommandFlags.NoMulti | CommandFlags.Sentinel | CommandFlags.AllowBusy,
        Group = "server", Since = "1.0.0", Complexity = "O(N) when saving, N being the number of keys.",
        Syntax = "SHUTDOWN [[NOSAVE|SAVE] [NOW] [FORCE] [SAFE] [FAILOVER]|ABORT]",
        Summary = "Ends the server.")]
    internal static Outcome Shutdown(in Call call, Session session, ref Reply reply)
    {
        bool abort = false, saves = false, savesNot = false;
        for (var i = 1; i < call.Count; i++)
        {
            abort |= Option.Is(call[i], "ABORT"u8);
            saves |= Option.Is(call[i], "SAVE"u8);
            savesNot |= Option.Is(call[i], "NOSAVE"u8);
            if (IsShutdownOption(call[i]) && !(saves && savesNot)) continue;
            reply.Error("ERR syntax error"u8);
            return Outcome.Done;
        }
        if (abort)
        {
            reply.Error(call.Count > 2 ? "ERR syntax error"u8 : "ERR No shutdown in progress."u8);
            return Outcome.Done;
        }
        session.Server.RequestShutdown();
        return Outcome.Park;
    }

    static bool IsShutdownOption(ReadOnlySpan<byte> option) =>
        Option.Is(option, "ABORT"u8) || Option.Is(option, "NOSAVE"u8) ||
        Option.Is(option, "SAVE"u8) || Option.Is(option, "NOW"u8) ||
        Option.Is(option, "FORCE"u8) || Option.Is(option, "SAFE"u8) || Option.Is(option, "FAILOVER"u8);
}
