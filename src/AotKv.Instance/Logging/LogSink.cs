namespace AotKv.Instance.Logging;

/// <summary>Where log lines go: standard output, a file, syslog. Implemented on the machine's side.</summary>
public abstract class LogSink
{
    /// <summary>
    /// Writes one whole line, newline included, at once and unbuffered. Any thread calls it; lines must not mix (one
    /// appending write a line sees to that), and a file that was moved away is opened again. Never throws.
    /// </summary>
    public abstract void Write(LogLevel level, ReadOnlySpan<byte> line, ReadOnlySpan<byte> message);
}
