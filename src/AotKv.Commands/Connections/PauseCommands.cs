using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Sessions;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Connections;

/// <summary>CLIENT PAUSE and UNPAUSE: holding other clients back, and letting them go on.</summary>
static class PauseCommands
{
    const CommandFlags Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading |
        CommandFlags.Stale | CommandFlags.Sentinel;

    [Command("CLIENT|PAUSE", Arity = -3, Flags = Flags, Acl = AclCategories.Connection, Group = "connection",
        Since = "3.0.0", Complexity = "O(1)", Syntax = "CLIENT PAUSE timeout [WRITE|ALL]",
        Summary = "Holds the commands of all clients back for some time, or those that write.")]
    internal static Outcome Pause(in Call call, Session session, ref Reply reply)
    {
        var wanted = PausedActions.All;
        if (call.Count == 4 && Option.Is(call[3], "WRITE"u8)) wanted = PausedActions.Writes;
        else if (call.Count == 4 && !Option.Is(call[3], "ALL"u8))
        {
            reply.Error("ERR CLIENT PAUSE mode must be WRITE or ALL"u8);
            return Outcome.Done;
        }
        if (!IntegerText.TryParse(call[2], out var timeout))
            reply.Error("ERR timeout is not an integer or out of range"u8);
        else if (timeout < 0) reply.Error("ERR timeout is negative"u8);
        else if (timeout > long.MaxValue - call.Now) reply.Error("ERR timeout is out of range"u8);
        else
        {
            session.Server.Pause.Begin(wanted, timeout == 0 ? 0 : call.Now + timeout, call.Now);
            return SharedChange.Answer(session, ref reply);
        }
        return Outcome.Done;
    }

    [Command("CLIENT|UNPAUSE", Arity = 2, Flags = Flags, Acl = AclCategories.Connection, Group = "connection",
        Since = "6.2.0", Complexity = "O(N), N being the number of clients held back.", Syntax = "CLIENT UNPAUSE",
        Summary = "Ends a pause.")]
    internal static Outcome Unpause(in Call call, Session session, ref Reply reply)
    {
        session.Server.Pause.End();
        return SharedChange.Answer(session, ref reply);
    }
}
