using System.Text;
using AotKv.Commands.Connections;
using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Configuration;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Debugging;

/// <summary>
/// DEBUG: what tests of a server need to reach into it. Off unless enable-debug-command allows it. Runs with all shards
/// lent, whatever the subcommand: nobody measures it.
/// </summary>
static class DebugCommands
{
    [Command("DEBUG", Arity = -2,
        Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale |
            CommandFlags.Protected,
        Group = "server", Since = "1.0.0", Complexity = "Depends on subcommand.",
        Syntax = "DEBUG", Summary = "Reaches into the server, for its tests.",
        IsSystemCommand = true)]
    internal static void Debug(in Call call, Session session, in Keyspace keys, ref Reply reply)
    {
        if (!IsAllowed(session))
        {
            reply.Error(
                "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\", you can run "u8,
                "it from a local connection, otherwise you need to set this option in the configuration "u8,
                "file, and then restart the server."u8);
            return;
        }
        if (DebugCrashes.TryRun(call, session)) return;
        if (TryRunOnServer(call, session, reply) || DebugSettings.TryRun(call, session, reply)) return;
        if (DebugKeys.TryRun(call, keys, reply)) return;
        var name = ByteText.FromBytes(call[1]);
        reply.Error(Encoding.Latin1.GetBytes(
            $"ERR unknown subcommand or wrong number of arguments for '{name}'. Try DEBUG HELP."));
    }

    static bool IsAllowed(Session session) => session.Server.Configuration.Current.EnableDebugCommand switch
    {
        AllowedFrom.Yes => true,
        AllowedFrom.Local => session.Host.IsLocalPeer,
        _ => false,
    };

    /// <summary>False where it is no subcommand of these.</summary>
    static bool TryRunOnServer(in Call call, Session session, in Reply reply)
    {
        var name = call[1];
        if (call.Count == 2 && Option.Is(name, "HELP"u8)) HelpText.Answer(reply, "DEBUG", DebugHelp.Lines);
        else if (call.Count == 2 && Option.Is(name, "STRINGMATCH-TEST"u8)) TestPatterns(session, reply);
        else if (call.Count != 3) return false;
        else if (Option.Is(name, "SLEEP"u8)) Sleep(call, session, reply);
        else if (Option.Is(name, "PROTOCOL"u8)) SampleReplies.Answer(call[2], reply);
        else if (Option.Is(name, "ERROR"u8)) reply.Error(call[2]);
        else if (Option.Is(name, "LOG"u8)) Log(call, session, reply);
        else if (Option.Is(name, "QUICKLIST-PACKED-THRESHOLD"u8)) SetPlainElements(call, session, reply);
        else return false;
        return true;
    }

    static void Sleep(in Call call, Session session, in Reply reply)
    {
        CoreSleep.All(session.Server, session.Host.Core, LooseNumber.Double(call[2]));
        reply.Ok();
    }

    static void Log(in Call call, Session session, in Reply reply)
    {
        session.Server.Log.Warning("DEBUG LOG: " + ByteText.FromBytes(call[2]));
        reply.Ok();
    }

    static void SetPlainElements(in Call call, Session session, in Reply reply)
    {
        const ulong BytesMax = (1UL << 32) - (1 << 20);
        if (!NumberText.TryReadMemory(ByteText.FromBytes(call[2]), out var bytes) || bytes > BytesMax)
        {
            reply.Error("ERR argument must be a memory value bigger than 1 and smaller than 4gb"u8);
            return;
        }
        foreach (var shard in session.Server.Shards) shard.Home.ListPlainBytes = (long)bytes;
        reply.Ok();
    }

    static void TestPatterns(Session session, in Reply reply)
    {
        PatternTest.Run(session.Server.Shards[session.Host.Core]);
        reply.Simple("Apparently the server did not crash: test passed"u8);
    }
}
