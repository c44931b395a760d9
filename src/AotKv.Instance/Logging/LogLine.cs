using System.Globalization;
using System.Text;

namespace AotKv.Instance.Logging;

/// <summary>One line of the log, in any of the three formats. Scripts parse them, so bytes count.</summary>
readonly record struct LogLine(
    int ProcessId, LogRole Role, LogLevel Level, long UnixMilliseconds, string Message)
{
    /// <summary>The line with its newline.</summary>
    public string Show(LogOptions options, TimeZoneInfo timeZone)
    {
        var time = ShowTime(options.TimestampFormat, timeZone);
        return options.Format switch
        {
            LogFormat.LogFmt =>
                $"pid={ProcessId} role={RoleName} timestamp=\"{time}\" level={LevelName} "
                + $"message=\"{WithoutQuotesAndLines(Message)}\"\n",
            LogFormat.Json =>
                $"{{\"pid\":{ProcessId},\"role\":\"{RoleName}\",\"timestamp\":\"{time}\",\"level\":\"{LevelName}\","
                + $"\"message\":{ToJson(Message)}}}\n",
            _ => $"{ProcessId}:{"XCSM"[(int)Role]} {time} {".-*#"[(int)Level]} {Message}\n",
        };
    }

    string RoleName => Role switch
    {
        LogRole.Sentinel => "sentinel",
        LogRole.Child => "RDB/AOF",
        LogRole.Replica => "replica",
        _ => "primary",
    };

    string LevelName => Level switch
    {
        LogLevel.Debug => "debug",
        LogLevel.Verbose => "info",
        LogLevel.Notice => "notice",
        _ => "warning",
    };

    string ShowTime(LogTimestampFormat format, TimeZoneInfo timeZone)
    {
        if (format == LogTimestampFormat.Milliseconds) return UnixMilliseconds.ToString(CultureInfo.InvariantCulture);
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(UnixMilliseconds), timeZone);
        return format == LogTimestampFormat.Iso8601
            ? local.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture)
            : local.ToString("dd MMM yyyy HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }

    static string WithoutQuotesAndLines(string message) =>
        message.Replace('"', '\'').Replace('\n', ' ').Replace('\r', ' ');

    static string ToJson(string message)
    {
        var json = new StringBuilder("\"");
        foreach (var c in message)
        {
            json.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return json.Append('"').ToString();
    }
}
