using System.Diagnostics;
using AotKv.Engine.Catalog;
using AotKv.Machine;

namespace AotKv.Engine.Measures;

/// <summary>
/// What one core needs to count and time the commands it runs. Used on that core's thread; INFO reads
/// <see cref="Statistics"/> from any.
/// </summary>
public sealed class CoreMeasures(CommandTable commands, Clock? clock, CommandWitness? witness)
{
    CommandStatistics statistics = new(commands.Count);

    public CommandTable Commands => commands;

    public MeasureSettings Settings { get; set; } = new();

    public CommandWitness? Witness => witness;

    /// <summary>Whether somebody is shown every command that runs.</summary>
    public bool IsWatched => witness is { WatchesAll: true };

    public CommandStatistics Statistics => Volatile.Read(ref statistics);

    /// <summary>Monotonic, nanoseconds.</summary>
    public long Now => clock?.MonotonicNanoseconds ?? Stopwatch.GetTimestamp();

    /// <summary>
    /// Commands run without a gap: the reading that ends one begins the next, even where they are of several clients.
    /// </summary>
    public bool IsInARow
    {
        get;
        set
        {
            field = value;
            lastReading = 0;
        }
    }

    long lastReading;

    internal long StartReading() => lastReading != 0 ? lastReading : Now;

    internal long EndReading()
    {
        var now = Now;
        if (IsInARow) lastReading = now;
        return now;
    }

    /// <summary>Begins to count anew. Any thread.</summary>
    public void Reset() => Volatile.Write(ref statistics, new(commands.Count));
}
