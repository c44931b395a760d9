using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;
using AotKv.Linux;

namespace AotKv.Server.Lifecycle;

/// <summary>
/// Log lines to standard output or to a file, and to syslog where that is wanted. The file is opened anew for each
/// line: log rotation then needs no signal. Made by Program; any thread writes.
/// </summary>
sealed class LogDestination : LogSink
{
    byte[] path = [];
    bool hasSystemLog;

    /// <summary>Follows the configuration, once it is loaded: none of its directives changes later.</summary>
    public void Open(Settings settings)
    {
        if (settings.LogFile.Length > 0) path = ByteText.ToBytes(settings.LogFile + '\0');
        if (!settings.SyslogEnabled) return;
        LogOutput.OpenSystemLog(settings.SyslogIdent, (int)settings.SyslogFacility);
        hasSystemLog = true;
    }

    public override void Write(LogLevel level, ReadOnlySpan<byte> line, ReadOnlySpan<byte> message)
    {
        // A failure has nobody left to be told: a full disk must not stop the server.
        if (path.Length == 0) LogOutput.Write(line);
        else LogOutput.Append(path, line);
        if (hasSystemLog) LogOutput.WriteSystemLog((int)level, message);
    }
}
