namespace AotKv.Instance.Logging;

/// <summary>Who writes a log line.</summary>
public enum LogRole
{
    Sentinel,
    Child,
    Replica,
    Primary,
}
