using AotKv.Instance.Logging;

namespace AotKv.Interleavings.Tests.Simulated;

/// <summary>A log that nobody reads.</summary>
sealed class NoLog : LogSink
{
    public override void Write(LogLevel level, ReadOnlySpan<byte> line, ReadOnlySpan<byte> message)
    {
    }
}
