using AotKv.Engine.PubSub;

namespace AotKv.Instance.Configuration;

/// <summary>The command logs, latency, keyspace events.</summary>
public sealed class ObservationDirectives(DirectiveTable table)
{
    public readonly NumberDirective CommandlogExecutionSlowerThan = table.Add(
        new NumberDirective("commandlog-execution-slower-than", 10000, -1, long.MaxValue)
        {
            Alias = "slowlog-log-slower-than",
        });

    public readonly NumberDirective CommandlogSlowExecutionMaxLen = table.Add(
        new NumberDirective("commandlog-slow-execution-max-len", 128, 0, long.MaxValue)
        {
            Alias = "slowlog-max-len",
            IsUnsigned = true,
        });

    public readonly NumberDirective CommandlogRequestLargerThan = table.Add(
        new NumberDirective("commandlog-request-larger-than", 1_048_576, -1, long.MaxValue));

    public readonly NumberDirective CommandlogLargeRequestMaxLen = table.Add(
        new NumberDirective("commandlog-large-request-max-len", 128, 0, long.MaxValue) { IsUnsigned = true });

    public readonly NumberDirective CommandlogReplyLargerThan = table.Add(
        new NumberDirective("commandlog-reply-larger-than", 1_048_576, -1, long.MaxValue));

    public readonly NumberDirective CommandlogLargeReplyMaxLen = table.Add(
        new NumberDirective("commandlog-large-reply-max-len", 128, 0, long.MaxValue) { IsUnsigned = true });

    public readonly NumberDirective LatencyMonitorThreshold = table.Add(
        new NumberDirective("latency-monitor-threshold", 0, 0, long.MaxValue));

    public readonly SwitchDirective LatencyTracking = table.Add(
        new SwitchDirective("latency-tracking", fallback: true));

    public readonly PercentilesDirective LatencyTrackingInfoPercentiles = table.Add(
        new PercentilesDirective("latency-tracking-info-percentiles", 50, 99, 99.9)
        {
            Traits = DirectiveTraits.SeveralWords,
        });

    public readonly KeyspaceEventsDirective NotifyKeyspaceEvents = table.Add(
        new KeyspaceEventsDirective("notify-keyspace-events"));
}
