namespace AotKv.Instance.Logging;

/// <summary>How a log line tells the time.</summary>
public enum LogTimestampFormat
{
    Legacy,
    Iso8601,
    Milliseconds,
}
