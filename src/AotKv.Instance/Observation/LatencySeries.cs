namespace AotKv.Instance.Observation;

/// <summary>
/// The spikes of one event: the last 160 seconds that had one, and totals. Changed and copied under the monitor's
/// turnstile.
/// </summary>
public sealed class LatencySeries(string name)
{
    public const int SamplesMax = 160;

    readonly List<LatencySample> samples = [];

    public string Name => name;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<LatencySample> Samples => samples;

    /// <summary>The worst ever, milliseconds.</summary>
    public long Worst { get; private set; }

    public long SumMilliseconds { get; private set; }

    public long Count { get; private set; }

    public void Add(long now, long milliseconds)
    {
        Worst = Math.Max(Worst, milliseconds);
        SumMilliseconds += milliseconds;
        Count++;
        if (samples.Count > 0 && samples[^1].At == now)
        {
            samples[^1] = new(now, Math.Max(samples[^1].Milliseconds, milliseconds));
            return;
        }
        if (samples.Count == SamplesMax) samples.RemoveAt(0);
        samples.Add(new(now, milliseconds));
    }

    public LatencySeries Copy()
    {
        var copy = new LatencySeries(name) { Worst = Worst, SumMilliseconds = SumMilliseconds, Count = Count };
        copy.samples.AddRange(samples);
        return copy;
    }
}
