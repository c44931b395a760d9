using System.Globalization;
using System.Text;
using AotKv.Commands.Connections;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Configuration;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Server;

/// <summary>DEBUG: what tests of a server need to reach into it. Off unless enable-debug-command allows it.</summary>
static class DebugCommands
{
    [Command("DEBUG", Arity = -2,
        Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale |
            CommandFlags.Protected,
        Group = "server", Since = "1.0.0", Complexity = "Depends on subcommand.",
        Syntax = "DEBUG subcommand [arg [arg ...]]", Summary = "Reaches into the server, for its tests.",
        IsSystemCommand = true)]
    internal static void Debug(in Call call, Session session, ref Reply reply)
    {
        if (!IsAllowed(session))
        {
            reply.Error(
                "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\", you can run "u8,
                "it from a local connection, otherwise you need to set this option in the configuration "u8,
                "file, and then restart the server."u8);
            return;
        }
        if (Option.Is(call[1], "SET-ACTIVE-EXPIRE"u8) && call.Count == 3) SetActiveExpire(call, session, reply);
        else if (Option.Is(call[1], "LOG"u8) && call.Count == 3) Log(call, session, reply);
        else if (Option.Is(call[1], "SLEEP"u8) && call.Count == 3) Sleep(call, session, reply);
        else if (Option.Is(call[1], "SEGFAULT"u8) && call.Count == 2) session.Server.Process.Fault();
        else if (Option.Is(call[1], "HELP"u8) && call.Count == 2) HelpText.Answer(reply, "DEBUG", Lines);
        else
        {
            var name = ByteText.FromBytes(call[1]);
            reply.Error(Encoding.Latin1.GetBytes(
                $"ERR unknown subcommand or wrong number of arguments for '{name}'. Try DEBUG HELP."));
        }
    }

    static bool IsAllowed(Session session) => session.Server.Configuration.Current.EnableDebugCommand switch
    {
        AllowedFrom.Yes => true,
        AllowedFrom.Local => session.Host.IsLocalPeer,
        _ => false,
    };

    static void SetActiveExpire(in Call call, Session session, in Reply reply)
    {
        var isOn = !call[2].SequenceEqual("0"u8);
        foreach (var shard in session.Server.Shards) shard.ActiveExpiry = isOn;
        reply.Ok();
    }

    static void Log(in Call call, Session session, in Reply reply)
    {
        session.Server.Log.Warning($"DEBUG LOG: {ByteText.FromBytes(call[2])}");
        reply.Ok();
    }

    /// <summary>Stops all cores. What is no number counts as none, as C's strtod has it.</summary>
    static void Sleep(in Call call, Session session, in Reply reply)
    {
        double.TryParse(ByteText.FromBytes(call[2]), CultureInfo.InvariantCulture, out var seconds);
        var length = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestSleep));
        session.Server.StandStill.Call(session.Server.Clock, length);
        reply.Ok();
    }

    const double LongestSleep = 1_000_000;

    static readonly string[] Lines =
    [
        "LOG <message>",
        "    Writes the message to the log.",
        "SEGFAULT",
        "    Ends the process with a fault, and a report of it.",
        "SET-ACTIVE-EXPIRE (0|1)",
        "    Whether expired keys are deleted before somebody asks for them.",
        "SLEEP <seconds>",
        "    Stops the server for so long; a number with decimals.",
    ];
}
