namespace AotKv.Instance.Logging;

/// <summary>What is logged and how; replaced as a whole when the configuration changes.</summary>
public sealed record LogOptions(LogLevel Level, LogFormat Format, LogTimestampFormat TimestampFormat);
