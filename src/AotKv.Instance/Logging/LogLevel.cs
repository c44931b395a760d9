namespace AotKv.Instance.Logging;

/// <summary>How much a line matters; a server logs its level and above.</summary>
public enum LogLevel
{
    Debug,
    Verbose,
    Notice,
    Warning,
    Nothing,
}
