using System.Text;
using AotKv.Instance.Logging;
using AotKv.Machine;

namespace AotKv.Instance.Tests;

/// <summary>Log lines, byte for byte.</summary>
public sealed class LogTests
{
    static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("z", TimeSpan.FromHours(2), "z", "z");

    readonly MemorySink sink = new();

    ServerLog Make(LogFormat format, LogTimestampFormat timestamps, LogLevel level = LogLevel.Debug) =>
        new(sink, new FixedClock(), Zone, processId: 42, new LogOptions(level, format, timestamps));

    [Fact]
    public void A_legacy_line_has_process_role_time_level_and_message()
    {
        var log = Make(LogFormat.Legacy, LogTimestampFormat.Legacy);
        log.Debug("d");
        log.Verbose("v");
        log.Role = LogRole.Replica;
        log.Notice("n");
        log.Role = LogRole.Child;
        log.Warning("w");
        Assert.Equal(
            "42:M 05 Mar 2026 09:08:07.006 . d\n42:M 05 Mar 2026 09:08:07.006 - v\n"
            + "42:S 05 Mar 2026 09:08:07.006 * n\n42:C 05 Mar 2026 09:08:07.006 # w\n", sink.Text);
    }

    [Fact]
    public void A_logfmt_line_has_no_quotes_inside()
    {
        Make(LogFormat.LogFmt, LogTimestampFormat.Iso8601).Notice("say \"hi\"\nthere");
        Assert.Equal("pid=42 role=primary timestamp=\"2026-03-05T09:08:07.006+02:00\" level=notice "
            + "message=\"say 'hi' there\"\n", sink.Text);
    }

    [Fact]
    public void A_json_line_is_escaped()
    {
        Make(LogFormat.Json, LogTimestampFormat.Milliseconds).Verbose("a\"\\\n\u0001");
        Assert.Equal("{\"pid\":42,\"role\":\"primary\",\"timestamp\":\"1772694487006\",\"level\":\"info\","
            + "\"message\":\"a\\\"\\\\\\n\\u0001\"}\n", sink.Text);
    }

    [Theory]
    [InlineData(LogLevel.Debug, 4)]
    [InlineData(LogLevel.Notice, 2)]
    [InlineData(LogLevel.Warning, 1)]
    [InlineData(LogLevel.Nothing, 0)]
    public void Lines_below_the_level_are_not_written(LogLevel level, int lines)
    {
        var log = Make(LogFormat.Legacy, LogTimestampFormat.Legacy, level);
        foreach (var each in new[] { LogLevel.Debug, LogLevel.Verbose, LogLevel.Notice, LogLevel.Warning })
            log.Write(each, "x");
        Assert.Equal(lines, sink.Text.Count(c => c == '\n'));
    }

    [Fact]
    public void The_banner_tells_process_port_and_mode()
    {
        var banner = StartupBanner.Build("0.1.0", "abc", "standalone", port: 6379, processId: 42);
        Assert.Contains(" PID: 42", banner);
        Assert.Contains("Port: 6379", banner);
        Assert.Contains("Running in standalone mode", banner);
    }

    sealed class MemorySink : LogSink
    {
        public string Text { get; private set; } = "";

        public override void Write(LogLevel level, ReadOnlySpan<byte> line, ReadOnlySpan<byte> message) =>
            Text += Encoding.Latin1.GetString(line);
    }

    sealed class FixedClock : Clock
    {
        public override long UnixMicroseconds =>
            new DateTimeOffset(2026, 3, 5, 7, 8, 7, 6, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1000 + 999;

        public override long MonotonicNanoseconds => 0;
    }
}
