using System.Text;
using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Instance;
using AotKv.Instance.Configuration;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Debugging;

/// <summary>The subcommands of DEBUG that switch something of the whole server for a test.</summary>
static class DebugSettings
{
    /// <summary>False where it is no subcommand of these.</summary>
    public static bool TryRun(in Call call, Session session, in Reply reply)
    {
        var name = call[1];
        var switches = session.Server.Switches;
        if (call.Count == 2 && Option.Is(name, "CONFIG-REWRITE-FORCE-ALL"u8)) RewriteAll(session, reply);
        else if (call.Count == 4 && Option.Is(name, "REPLYBUFFER"u8)) return TrySetReplyBuffer(call, switches, reply);
        else if (call.Count != 3) return false;
        else if (Option.Is(name, "PAUSE-CRON"u8)) switches.PausesCron = IsOn(call[2], reply);
        else if (Option.Is(name, "CLIENT-ENFORCE-REPLY-LIST"u8)) switches.CountsEveryReply = IsOn(call[2], reply);
        else if (Option.Is(name, "SET-ACTIVE-EXPIRE"u8))
        {
            var isOn = IsOn(call[2], reply);
            foreach (var shard in session.Server.Shards) shard.ActiveExpiry = isOn;
        }
        else if (Option.Is(name, "DICT-RESIZING"u8))
        {
            var isOn = IsOn(call[2], reply);
            foreach (var shard in session.Server.Shards) shard.SetTableResizing(isOn);
        }
        else return false;
        return true;
    }

    /// <summary>Any number but 0 is on, and so answered.</summary>
    static bool IsOn(ReadOnlySpan<byte> text, in Reply reply)
    {
        reply.Ok();
        return LooseNumber.Integer(text) != 0;
    }

    /// <summary>RESIZING is accepted without effect: a client has no reply buffer of its own.</summary>
    static bool TrySetReplyBuffer(in Call call, DebugSwitches switches, in Reply reply)
    {
        var value = call[3];
        if (Option.Is(call[2], "RESIZING"u8))
        {
            reply.Ok();
            return true;
        }
        if (!Option.Is(call[2], "PEAK-RESET-TIME"u8)) return false;
        if (Option.Is(value, "NEVER"u8)) switches.NeverResetPeaks();
        else if (Option.Is(value, "RESET"u8)) switches.ResetPeaksAsUsual();
        else if (IntegerArgument.TryRead(call, position: 3, reply, out var milliseconds))
            switches.PeakReset = milliseconds;
        else return true;
        reply.Ok();
        return true;
    }

    static void RewriteAll(Session session, in Reply reply)
    {
        var configuration = session.Server.Configuration;
        var error = session.Server.ConfigurationChanges.Pass(
            () => configuration.Rewrite(users: null, RewriteExtent.All));
        if (error is null) reply.Ok();
        else reply.Error(Encoding.Latin1.GetBytes($"ERR CONFIG-REWRITE-FORCE-ALL failed: {error["ERR ".Length..]}"));
    }
}
