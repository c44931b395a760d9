namespace AotKv.Server.Reactor;

/// <summary>
/// The largest buffers any client of a core has had in each of the last seconds. Written by the core, read by INFO.
/// </summary>
sealed class BufferPeaks
{
    const int Seconds = 8;

    readonly long[] input = new long[Seconds];
    readonly long[] output = new long[Seconds];
    long second;
    int at;

    public long Input => input.Max();

    public long Output => output.Max();

    public void Note(long inputBytes, long outputBytes)
    {
        if (inputBytes > input[at]) input[at] = inputBytes;
        if (outputBytes > output[at]) output[at] = outputBytes;
    }

    /// <summary>Time goes on, seconds since 1970: what is older than the window is forgotten.</summary>
    public void GoTo(long now)
    {
        for (var steps = Math.Min(now - second, Seconds); steps > 0; steps--)
        {
            at = (at + 1) % Seconds;
            input[at] = output[at] = 0;
        }
        second = now;
    }
}
