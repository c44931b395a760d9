using System.Globalization;
using System.Text;
using AotKv.Instance.Observation;

namespace AotKv.Commands.Observation;

/// <summary>
/// LATENCY GRAPH: spikes as columns four lines high, each with its age below it, read from top to bottom.
/// </summary>
static class LatencyGraph
{
    const int Columns = 80;
    const int Rows = 4;
    const string Levels = "_o#";

    public static string Draw(LatencySeries series, long nowSeconds)
    {
        long low = long.MaxValue, high = 0;
        foreach (var sample in series.Samples)
        {
            low = Math.Min(low, sample.Milliseconds);
            high = Math.Max(high, sample.Milliseconds);
        }
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{series.Name} - high {high} ms, low {low} ms ");
        text.Append(CultureInfo.InvariantCulture, $"(all time high {series.Worst} ms)\n");
        text.Append('-', Columns).Append('\n');
        for (var first = 0; first < series.Samples.Count; first += Columns)
        {
            if (first > 0) text.Append('\n');
            var count = Math.Min(Columns, series.Samples.Count - first);
            DrawColumns(text, [.. series.Samples.Skip(first).Take(count)], low, high, nowSeconds);
        }
        return text.ToString();
    }

    static void DrawColumns(StringBuilder text, LatencySample[] samples, long low, long high, long now)
    {
        var steps = Rows * Levels.Length;
        for (var row = 0; row < Rows; row++)
        {
            var line = new StringBuilder();
            foreach (var sample in samples)
            {
                var height = high == low ? 0 : (int)((sample.Milliseconds - low) * steps / (high - low));
                var level = Math.Min(height, steps - 1) - (Rows - row - 1) * Levels.Length;
                line.Append(level < 0 ? ' ' : level < Levels.Length ? Levels[level] : '|');
            }
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
        text.Append('\n');
        var labels = Array.ConvertAll(samples, sample => AgeOf(now - sample.At));
        for (var row = 0; row < labels.Max(label => label.Length); row++)
        {
            var line = new StringBuilder();
            foreach (var label in labels) line.Append(row < label.Length ? label[row] : ' ');
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
    }

    static string AgeOf(long seconds) => seconds switch
    {
        < 60 => $"{seconds}s",
        < 3600 => $"{seconds / 60}m",
        < 86400 => $"{seconds / 3600}h",
        _ => $"{seconds / 86400}d",
    };
}
