using AotKv.Engine.Messaging;
using AotKv.Machine;

namespace AotKv.Instance.Observation;

/// <summary>
/// Spikes of latency by event, for LATENCY: whatever took latency-monitor-threshold or longer. Any thread; rare.
/// </summary>
public sealed class LatencyMonitor(Clock clock, Configuration.Configuration configuration)
{
    public const string Command = "command";
    public const string FastCommand = "fast-command";
    public const string ActiveDefragmentation = "active-defrag-cycle";
    public const string ExpireCycle = "expire-cycle";
    public const string EvictionCycle = "eviction-cycle";

    readonly Turnstile turnstile = new();
    readonly Dictionary<string, LatencySeries> events = [];

    public long UnixSeconds => clock.UnixMicroseconds / 1_000_000;

    /// <summary>Notes an event where it took as long as the threshold or longer.</summary>
    public void Note(string name, long milliseconds)
    {
        var threshold = configuration.Current.Hot.LatencyMonitorThreshold;
        if (threshold != 0 && milliseconds >= threshold) NoteSpike(name, milliseconds);
    }

    /// <summary>Apart from Note, which is called in every turn: what is captured is allocated on entry.</summary>
    void NoteSpike(string name, long milliseconds)
    {
        var now = UnixSeconds;
        turnstile.Pass(() =>
        {
            if (!events.TryGetValue(name, out var series)) events[name] = series = new(name);
            series.Add(now, milliseconds);
            return series;
        });
    }

    /// <summary>A copy of what is known of an event, or null.</summary>
    public LatencySeries? Find(string name) =>
        turnstile.Pass(() => events.GetValueOrDefault(name)?.Copy());

    /// <summary>Copies of all events.</summary>
    public List<LatencySeries> All() => turnstile.Pass(() =>
    {
        var all = new List<LatencySeries>();
        foreach (var series in events.Values) all.Add(series.Copy());
        return all;
    });

    /// <summary>Forgets an event, whatever the case of its name; returns how many that were.</summary>
    public int Reset(string name) => turnstile.Pass(() =>
    {
        var found = events.Keys.Where(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray();
        foreach (var key in found) events.Remove(key);
        return found.Length;
    });

    /// <summary>Forgets all events; returns how many there were.</summary>
    public int ResetAll() => turnstile.Pass(() =>
    {
        var count = events.Count;
        events.Clear();
        return count;
    });
}
