using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.Measures;
using AotKv.Instance.Configuration;
using AotKv.Instance.Sessions;
using AotKv.Machine;

namespace AotKv.Instance.Observation;

/// <summary>
/// Keeps what is remarkable about the commands that run: the command logs, spikes of latency, and what MONITOR shows.
/// One for the process, called by all cores.
/// </summary>
public sealed class Observer(Configuration.Configuration configuration, ClientRegistry clients, Clock clock)
    : CommandWitness
{
    public CommandLogs Logs { get; } = new(configuration);

    public LatencyMonitor Latency { get; } = new(clock, configuration);

    public MonitorFeed Monitors { get; } = new();

    public override bool WatchesAll => Monitors.HasReaders;

    public override void Remark(in Call call, CommandInfo command, in CommandCost cost)
    {
        var isFast = command.Flags.HasFlag(CommandFlags.Fast);
        Latency.Note(
            isFast ? LatencyMonitor.FastCommand : LatencyMonitor.Command, cost.Nanoseconds / 1_000_000);
        if (command.Flags.HasFlag(CommandFlags.SkipCommandLog)) return;
        var client = clients.Find(call.Context.ClientId);
        Logs.Enter(CommandLogKind.Slow, cost.Nanoseconds / 1000, call, command, client);
        Logs.Enter(CommandLogKind.LargeRequest, cost.RequestBytes, call, command, client);
        Logs.Enter(CommandLogKind.LargeReply, cost.ReplyBytes, call, command, client);
    }

    public override void Watch(in Call call, CommandInfo command)
    {
        if ((command.Flags & (CommandFlags.SkipMonitor | CommandFlags.Admin)) != 0) return;
        if (clients.Find(call.Context.ClientId) is not { } client) return;
        Monitors.Publish(MonitorLine.Of(call, command, client, clock.UnixMicroseconds, configuration));
    }

    /// <summary>What the configuration says of the limits, in the meter's units.</summary>
    public static MeasureSettings LimitsOf(HotSettings settings) => new()
    {
        SlowNanoseconds = LimitOf(settings.CommandlogExecutionSlowerThan, unit: 1000),
        RequestBytes = LimitOf(settings.CommandlogRequestLargerThan, unit: 1),
        ReplyBytes = LimitOf(settings.CommandlogReplyLargerThan, unit: 1),
        LatencyNanoseconds = settings.LatencyMonitorThreshold == 0
            ? long.MaxValue
            : LimitOf(settings.LatencyMonitorThreshold, unit: 1_000_000),
        TracksLatency = settings.LatencyTracking,
    };

    static long LimitOf(long value, long unit) =>
        value < 0 || value > long.MaxValue / unit ? long.MaxValue : value * unit;
}
