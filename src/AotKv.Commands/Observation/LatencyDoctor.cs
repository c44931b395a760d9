using System.Globalization;
using System.Text;
using AotKv.Instance;
using AotKv.Instance.Observation;

namespace AotKv.Commands.Observation;

/// <summary>LATENCY DOCTOR: the spikes in words, with what is known to help against each kind.</summary>
sealed class LatencyDoctor(ServerInstance server)
{
    readonly StringBuilder text = new();

    /// <summary>Pieces of advice, each once, in the order in which they came up.</summary>
    readonly List<string> advice = [];

    public string Report()
    {
        var events = server.Observer.Latency.All();
        var settings = server.Configuration.Current;
        if (events.Count == 0 && settings.LatencyMonitorThreshold == 0)
        {
            return "Latency spikes are not being watched. Say CONFIG SET latency-monitor-threshold <milliseconds> " +
                "to have everything noted that takes as long or longer.\n";
        }
        if (events.Count == 0) return "Nothing has taken as long as latency-monitor-threshold so far.\n";
        text.Append("Latency spikes have been seen:\n\n");
        for (var i = 0; i < events.Count; i++)
        {
            Describe(i + 1, events[i]);
            Advise(events[i].Name);
        }
        if (advice.Count > 0) text.Append("\nWhat may help:\n\n");
        foreach (var piece in advice) text.Append("- ").Append(piece).Append('\n');
        return text.ToString();
    }

    void Describe(int number, LatencySeries series)
    {
        var samples = series.Samples;
        var average = (long)samples.Average(sample => sample.Milliseconds);
        var deviation = (long)samples.Average(sample => Math.Abs(sample.Milliseconds - average));
        var period = Math.Max(1, server.Observer.Latency.UnixSeconds - samples[0].At);
        text.Append(CultureInfo.InvariantCulture, $"{number}. {series.Name}: {samples.Count} latency spikes ");
        text.Append(CultureInfo.InvariantCulture, $"(average {average}ms, mean deviation {deviation}ms, ");
        text.Append(CultureInfo.InvariantCulture, $"period {(double)period / samples.Count:F2} sec). ");
        text.Append(CultureInfo.InvariantCulture, $"Worst all time event {series.Worst}ms.\n");
    }

    void Advise(string name)
    {
        switch (name)
        {
            case LatencyMonitor.Command: AdviseOnCommands(); break;
            case LatencyMonitor.FastCommand:
                Add("Even commands that do little were slow: the machine did not give the server its time. " +
                    "Look for other work on it, for CPU limits and for swapping.");
                break;
            case LatencyMonitor.ExpireCycle:
                Add("Many keys expire at once. Spread their expiries, if the application can.");
                break;
            case LatencyMonitor.EvictionCycle:
                Add("Memory had to be freed in a hurry. Leave more room below maxmemory for large writes.");
                break;
        }
    }

    void AdviseOnCommands()
    {
        var settings = server.Configuration.Current;
        var microseconds = settings.LatencyMonitorThreshold * 1000;
        var slowerThan = settings.CommandlogExecutionSlowerThan;
        if (slowerThan < 0 || settings.CommandlogSlowExecutionMaxLen == 0)
            Add($"The slow log is off. CONFIG SET slowlog-log-slower-than {microseconds} makes it name the commands.");
        else if (slowerThan > microseconds)
            Add($"The slow log leaves some of these out. CONFIG SET slowlog-log-slower-than {microseconds} adds them.");
        Add("SLOWLOG GET names the commands that took long and what they were given.");
        Add("Commands over whole large collections take time in proportion. Smaller collections, or the SCAN " +
            "family, cut that time into pieces.");
    }

    void Add(string piece)
    {
        if (!advice.Contains(piece)) advice.Add(piece);
    }
}
