using System.Text;
using AotKv.Instance;
using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;
using AotKv.Instance.Sessions;

namespace AotKv.Server.Connections;

/// <summary>The line in the log about a client whose bytes are no request. Rare; on the connection's core.</summary>
static class ProtocolErrorLine
{
    const int ShownBytes = 128;

    /// <param name="refusal">The reply, which names the error.</param>
    /// <param name="unread">What was not understood; shown unless hide-user-data-from-log is set.</param>
    public static void Write(
        ServerInstance server, Session session, ReadOnlySpan<byte> refusal, ReadOnlySpan<byte> unread)
    {
        if (!server.Log.Writes(LogLevel.Verbose)) return;
        var client = new StringBuilder();
        ClientLine.Append(client, session, server.Clock.UnixMicroseconds / 1000);
        var error = ByteText.FromBytes(refusal).Replace("ERR Protocol error: ", "").Replace("Protocol error: ", "");
        var bytes = server.Configuration.Current.HideUserDataFromLog ? "*redacted*" : Show(unread);
        var line = client.ToString().TrimEnd('\n');
        server.Log.Verbose($"Protocol error ({error}) from client: {line}. Query buffer: {bytes}");
    }

    static string Show(ReadOnlySpan<byte> unread)
    {
        if (unread.Length < ShownBytes) return $"'{Printable(unread)}'";
        var half = ShownBytes / 2;
        return $"'{Printable(unread[..half])}' (... more {unread.Length - ShownBytes} bytes ...) "
            + $"'{Printable(unread[^half..])}'";
    }

    static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes) text.Append(b is >= (byte)' ' and <= (byte)'~' ? (char)b : '.');
        return text.ToString();
    }
}
