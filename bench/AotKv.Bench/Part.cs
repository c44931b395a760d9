using System.Diagnostics;

namespace AotKv.Bench;

/// <summary>
/// One part of the whole: a table, measured within a time that is said beforehand. What has not been measured at the
/// end of that time is left out, and the table says so.
/// </summary>
abstract class Part(string name, string title, Bench bench)
{
    /// <summary>Twice the expected time, and the time servers need to start, is the limit.</summary>
    const double LimitFactor = 2;
    const double StartSeconds = 10;

    readonly Stopwatch clock = new();

    /// <summary>What --only calls it.</summary>
    public string Name => name;

    public string Title => title;

    /// <summary>How long it should take.</summary>
    public abstract double ExpectedSeconds { get; }

    public double LimitSeconds => ExpectedSeconds * LimitFactor + StartSeconds;

    protected Bench Bench => bench;

    protected Options Options => bench.Options;

    /// <summary>Whether the time is over: the part ends with the row it is at.</summary>
    protected bool IsOver => clock.Elapsed.TotalSeconds > LimitSeconds;

    public void Run(Report report)
    {
        clock.Restart();
        report.Section(title);
        Measure(report);
        if (IsOver) report.Line($"\nCut off at {LimitSeconds:F0} s: the rows that are missing were not measured.");
        bench.Yard.StopAll();
    }

    /// <summary>Ends what a part that failed has left running, and returns what servers said that had ended.</summary>
    public string StopServers()
    {
        var words = bench.Yard.LastWords();
        bench.Yard.StopAll();
        return words;
    }

    protected abstract void Measure(Report report);

    /// <summary>The expected time of so many runs of a load.</summary>
    protected double RunSeconds(double runs) => runs * (Options.Seconds + ProcessSeconds);

    /// <summary>What a run takes beside its own time: a process, connections.</summary>
    const double ProcessSeconds = 0.15;
}
