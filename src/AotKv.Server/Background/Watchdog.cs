using AotKv.Instance.Configuration;
using AotKv.Linux;
using AotKv.Machine;
using AotKv.Server.Reactor;

namespace AotKv.Server.Background;

/// <summary>
/// Looks at the cores every quarter of watchdog-period, on a thread of its own that exists once it was asked for; a
/// core whose turn takes longer than the period has to show its stack in the log, once for that turn.
/// </summary>
sealed class Watchdog(Core[] cores, Clock clock)
{
    const int Looks = 4;
    const long NanosecondsPerMillisecond = 1_000_000;

    readonly AutoResetEvent isChanged = new(initialState: false);
    readonly long[] shown = new long[cores.Length];
    Thread? thread;
    long period;

    /// <summary>Follows watchdog-period; under the configuration's turnstile.</summary>
    public bool Apply(Settings settings, out string? reason)
    {
        reason = null;
        // As in Valkey: shorter than two of its timer's ticks would be noise.
        var shortest = 1000 / settings.Hz * 2;
        Volatile.Write(ref period, settings.WatchdogPeriod == 0 ? 0 : Math.Max(settings.WatchdogPeriod, shortest));
        if (settings.WatchdogPeriod == 0) return true;
        if (thread is null)
        {
            thread = new Thread(Run) { IsBackground = true, Name = "watchdog" };
            thread.Start();
        }
        isChanged.Set();
        return true;
    }

    void Run()
    {
        while (true)
        {
            var milliseconds = Volatile.Read(ref period);
            isChanged.WaitOne(milliseconds == 0 ? Timeout.Infinite : (int)Math.Max(milliseconds / Looks, 1));
            if (milliseconds > 0) Look(milliseconds * NanosecondsPerMillisecond);
        }
    }

    void Look(long longest)
    {
        var now = clock.MonotonicNanoseconds;
        var slow = -1;
        for (var i = 0; i < cores.Length; i++)
        {
            var began = cores[i].TurnBegan;
            if (began != 0 && began != shown[i] && now - began >= longest) slow = i;
        }
        if (slow < 0) return;

        // One of several: it shows the stacks of all. Whoever waits for it, as a lent shard does, began a little later
        // and would be slow at the next look.
        var nearlySlow = longest - longest / Looks;
        for (var i = 0; i < cores.Length; i++)
        {
            var began = cores[i].TurnBegan;
            if (now - began >= nearlySlow) shown[i] = began;
        }
        FaultReports.ShowStacksOn(cores[slow].ThreadId);
    }
}
