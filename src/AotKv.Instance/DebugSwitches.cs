namespace AotKv.Instance;

/// <summary>
/// What DEBUG has switched for a test of the whole server. Written by whoever runs DEBUG, with all shards lent; read by
/// every core.
/// </summary>
public sealed class DebugSwitches
{
    const long PeakResetDefault = 5000;
    const long NeverReset = -1;

    volatile bool pausesCron;
    volatile bool countsEveryReply;
    long peakReset = PeakResetDefault;

    /// <summary>PAUSE-CRON: nothing of what is done ten times a second is done.</summary>
    public bool PausesCron { get => pausesCron; set => pausesCron = value; }

    /// <summary>
    /// CLIENT-ENFORCE-REPLY-LIST: the first block of a client's replies counts against its limits as the others do.
    /// </summary>
    public bool CountsEveryReply { get => countsEveryReply; set => countsEveryReply = value; }

    /// <summary>
    /// REPLYBUFFER PEAK-RESET-TIME: after so many milliseconds a client's peak of replies is measured anew.
    /// </summary>
    public long PeakReset { get => Interlocked.Read(ref peakReset); set => Interlocked.Exchange(ref peakReset, value); }

    public void NeverResetPeaks() => PeakReset = NeverReset;

    public void ResetPeaksAsUsual() => PeakReset = PeakResetDefault;

    /// <summary>Whether a peak that has stood for so long is to be forgotten.</summary>
    public bool IsPeakOver(long milliseconds) => PeakReset is var limit and >= 0 && milliseconds >= limit;
}
