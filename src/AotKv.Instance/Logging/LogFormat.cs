namespace AotKv.Instance.Logging;

/// <summary>The shape of a log line.</summary>
public enum LogFormat
{
    Legacy,
    LogFmt,
    Json,
}
