using System.Runtime.CompilerServices;
using AotKv.Engine.Catalog;

namespace AotKv.Engine.Measures;

/// <summary>
/// What one core has counted and timed of the commands it ran. Written by that core only; any thread reads it and
/// adds the cores up. To begin anew the core gets another one, so that nobody writes into what another clears.
/// </summary>
public sealed class CommandStatistics(int commands)
{
    readonly CommandCount[] counts = new CommandCount[commands];
    readonly LatencyHistogram?[] histograms = new LatencyHistogram?[commands];

    public ErrorCounts Errors { get; } = new();

    /// <summary>By command id.</summary>
    public ReadOnlySpan<CommandCount> Counts => counts;

    /// <summary>The histogram of a command, or null where it has never been timed.</summary>
    public LatencyHistogram? HistogramOf(CommandId command) => Volatile.Read(ref histograms[command.Value]);

    /// <summary>Calls of all commands.</summary>
    public long Calls { get; private set; }

    /// <summary>The time of all calls.</summary>
    public long Nanoseconds { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddCalls(CommandId command, int calls, long nanoseconds)
    {
        ref var count = ref counts[command.Value];
        count.Calls += calls;
        count.Nanoseconds += nanoseconds;
        Calls += calls;
        Nanoseconds += nanoseconds;
    }

    /// <summary>Notes the calls in the command's histogram, each with its share of the time.</summary>
    public void AddToHistogram(CommandId command, int calls, long nanoseconds) =>
        (histograms[command.Value] ??= new()).Record(nanoseconds / calls, calls);

    public void AddFailure(CommandId command) => counts[command.Value].Failed++;

    public void AddRejection(CommandId command) => counts[command.Value].Rejected++;
}
