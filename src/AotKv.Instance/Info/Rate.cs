namespace AotKv.Instance.Info;

/// <summary>
/// How fast a counter grows: the mean of its last 16 samples, taken ten times a second. Sampled by one core, read by
/// INFO from any thread.
/// </summary>
public sealed class Rate
{
    const int Samples = 16;

    readonly double[] samples = new double[Samples];
    long lastValue;
    long lastBase;
    int next;

    /// <summary>The mean growth of the value for each unit of the base, over the last samples.</summary>
    public double Mean
    {
        get
        {
            var sum = 0.0;
            foreach (var sample in samples) sum += sample;
            return sum / Samples;
        }
    }

    /// <summary>
    /// Takes a sample: how much the value has grown while the base has grown, such as seconds, or turns.
    /// </summary>
    public void Take(long value, long unit, double scale)
    {
        var grown = value - lastValue;
        var passed = unit - lastBase;
        lastValue = value;
        lastBase = unit;
        samples[next] = passed > 0 && grown > 0 ? grown * scale / passed : 0;
        next = (next + 1) % Samples;
    }

    public void Reset() => Array.Clear(samples);
}
