using System.Text;
using AotKv.Machine;

namespace AotKv.Instance.Logging;

/// <summary>
/// The server's log. One for the process, made by Program, used by any thread: options and role are single words that
/// are replaced, and a line goes to the sink in one call. Messages are byte text or ASCII; a longer one than
/// <see cref="MessageMax"/> is cut, as in Valkey.
/// </summary>
public sealed class ServerLog(LogSink sink, Clock clock, TimeZoneInfo timeZone, int processId, LogOptions options)
{
    public const int MessageMax = 1023;

    LogOptions options = options;
    int role = (int)LogRole.Primary;
    int processId = processId;

    /// <summary>Set from the configuration at start and by its hook.</summary>
    public LogOptions Options
    {
        get => Volatile.Read(ref options);
        set => Volatile.Write(ref options, value);
    }

    public LogRole Role
    {
        get => (LogRole)Volatile.Read(ref role);
        set => Volatile.Write(ref role, (int)value);
    }

    /// <summary>Set again where the process went to the background.</summary>
    public int ProcessId
    {
        get => Volatile.Read(ref processId);
        set => Volatile.Write(ref processId, value);
    }

    public void Debug(string message) => Write(LogLevel.Debug, message);

    public void Verbose(string message) => Write(LogLevel.Verbose, message);

    public void Notice(string message) => Write(LogLevel.Notice, message);

    public void Warning(string message) => Write(LogLevel.Warning, message);

    /// <summary>True where a line of this level would be written: ask before building an expensive one.</summary>
    public bool Writes(LogLevel level) => level >= Options.Level;

    public void Write(LogLevel level, string message)
    {
        var now = Options;
        if (level < now.Level) return;
        if (message.Length > MessageMax) message = message[..MessageMax];
        var line = new LogLine(ProcessId, Role, level, clock.UnixMicroseconds / 1000, message);
        sink.Write(level, Encoding.Latin1.GetBytes(line.Show(now, timeZone)), Encoding.Latin1.GetBytes(message));
    }

    /// <summary>Writes text as it is, without time or role: the banner and crash reports.</summary>
    public void WriteRaw(LogLevel level, string text)
    {
        if (level < Options.Level) return;
        var bytes = Encoding.Latin1.GetBytes(text);
        sink.Write(level, bytes, bytes);
    }
}
