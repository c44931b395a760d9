using System.Text;
using AotKv.Commands.Connections;
using AotKv.Engine;
using AotKv.Instance;
using AotKv.Instance.Configuration;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Debugging;

/// <summary>
/// DEBUG's ways to end the process as if something had gone wrong, each with the report that a real failure gets. None
/// comes back, so none answers.
/// </summary>
static class DebugCrashes
{
    /// <summary>As many as no system has; no sum with them overflows.</summary>
    const long TooManyBytes = long.MaxValue / 2;

    const int ArgumentLengthMax = 128;

    /// <summary>False where it is no subcommand of these. Further arguments do not matter.</summary>
    public static bool TryRun(in Call call, Session session)
    {
        var name = call[1];
        if (Option.Is(name, "SEGFAULT"u8)) session.Server.Process.Fault();
        else if (Option.Is(name, "PANIC"u8)) Panic(session.Server);
        else if (Option.Is(name, "ASSERT"u8)) Assert(call, session);
        else if (Option.Is(name, "OOM"u8)) session.Server.Shards[session.Host.Core].Heap.AllocateLarge(TooManyBytes);
        else return false;
        return true;
    }

    static void Panic(ServerInstance server)
    {
        var seconds = server.Clock.UnixMicroseconds / 1_000_000;
        End(server, PanicText.Of($"DEBUG PANIC called at Unix time {seconds}", details: ""));
    }

    static void Assert(in Call call, Session session)
    {
        var hides = session.Server.Configuration.Current.HideUserDataFromLog;
        var text = new StringBuilder("=== ASSERTION FAILED CLIENT CONTEXT ===\n");
        text.Append($"client = {ClientLine.ForLog(session, call.Now)}\nclient->argc = {call.Count}\n");
        for (var i = 0; i < call.Count; i++)
        {
            var argument = call[i];
            if (hides && i > 0)
            {
                text.Append($"client->argv[{i}]: {argument.Length} bytes\n");
                continue;
            }
            var shown = argument[..Math.Min(argument.Length, ArgumentLengthMax)];
            text.Append($"client->argv[{i}] = {ConfigurationLine.Quote(ByteText.FromBytes(shown))}\n");
        }
        text.Append("=== ASSERTION FAILED ===\n==> DEBUG ASSERT '1 == 2' is not true\n");
        End(session.Server, text.ToString());
    }

    static void End(ServerInstance server, string lines) =>
        server.Process.Panic(lines, server.Configuration.Current.UseExitOnPanic);
}
