namespace AotKv.Interleavings.Tests;

/// <summary>
/// One core's stack: a thread that runs only while the scheduler lets it, so that all of them together are one.
/// </summary>
sealed class Fiber
{
    readonly Scheduler scheduler;
    readonly SemaphoreSlim turn = new(0);

    public Fiber(Scheduler scheduler, int index, Action body)
    {
        this.scheduler = scheduler;
        Index = index;
        FiberThread.Run(() => Live(body));
    }

    public int Index { get; }

    public bool IsAsleep { get; set; }

    public bool HasEnded { get; set; }

    public bool IsReady => !IsAsleep && !HasEnded;

    /// <summary>The step before which it gets no turn: a core that the kernel runs something else on.</summary>
    public long DescheduledUntil { get; set; }

    /// <summary>It gets one of so many of its turns.</summary>
    public int Slowness { get; set; } = 1;

    public void GoOn() => turn.Release();

    public void Wait() => turn.Wait();

    void Live(Action body)
    {
        Wait();
        Scheduler.Current = scheduler;
        Exception? error = null;
        try
        {
            body();
        }
        catch (Exception thrown)
        {
            error = thrown;
        }
        Scheduler.Current = null;
        scheduler.Ended(this, error);
    }
}
