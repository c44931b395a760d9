using System.Globalization;
using System.Text;
using AotKv.Engine.Catalog;
using AotKv.Engine.Measures;
using AotKv.Instance.Configuration;

namespace AotKv.Instance.Info;

/// <summary>
/// The sections of INFO on commands: what all cores have counted and timed, summed when asked.
/// </summary>
public sealed class CommandReport(ServerInstance server, StringBuilder text)
{
    public void Counts()
    {
        for (var id = 0; id < server.Commands.Count; id++)
        {
            var sum = default(CommandCount);
            foreach (var core in server.Measures) sum.Add(core.Statistics.Counts[id]);
            if (sum.Calls == 0 && sum.Rejected == 0 && sum.Failed == 0) continue;
            var microseconds = sum.Nanoseconds / 1000;
            var each = sum.Calls == 0 ? 0 : sum.Nanoseconds / 1000.0 / sum.Calls;
            text.Append(CultureInfo.InvariantCulture,
                $"cmdstat_{NameOf(id)}:calls={sum.Calls},usec={microseconds},usec_per_call={each:F2}");
            text.Append(CultureInfo.InvariantCulture,
                $",rejected_calls={sum.Rejected},failed_calls={sum.Failed}\r\n");
        }
    }

    public void Errors()
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var core in server.Measures)
        {
            foreach (var entry in core.Statistics.Errors.Entries)
            {
                var code = Safe(ByteText.FromBytes(entry.Code));
                sums[code] = sums.GetValueOrDefault(code) + entry.Count;
            }
        }
        foreach (var (code, count) in sums)
            text.Append(CultureInfo.InvariantCulture, $"errorstat_{code}:count={count}\r\n");
    }

    public void Latencies()
    {
        if (!server.Configuration.Current.LatencyTracking) return;
        var percentiles = server.Configuration.Current.LatencyTrackingInfoPercentiles;
        for (var id = 0; id < server.Commands.Count; id++)
        {
            if (HistogramOf(server, new((ushort)id)) is not { } histogram) continue;
            text.Append("latency_percentiles_usec_").Append(NameOf(id)).Append(':');
            for (var i = 0; i < percentiles.Count; i++)
            {
                var share = percentiles[i].ToString("0.######", CultureInfo.InvariantCulture);
                var microseconds = histogram.AtPercentile(percentiles[i]) / 1000.0;
                text.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? "," : "")}p{share}={microseconds:F3}");
            }
            text.Append("\r\n");
        }
    }

    /// <summary>How long the calls of a command took on all cores, or null where none was timed.</summary>
    public static LatencyHistogram? HistogramOf(ServerInstance server, CommandId command)
    {
        LatencyHistogram? sum = null;
        foreach (var core in server.Measures)
            if (core.Statistics.HistogramOf(command) is { } part) (sum ??= new()).Add(part);
        return sum;
    }

    string NameOf(int id) => Safe(server.Commands[new CommandId((ushort)id)].Name);

    /// <summary>What would break a line or a field is replaced.</summary>
    static string Safe(string name)
    {
        foreach (var unsafeLetter in "#:\n\r") name = name.Replace(unsafeLetter, '_');
        return name;
    }
}
