namespace AotKv.Interleavings.Tests;

/// <summary>
/// Decides who takes the next step: a core or a client. One at a time runs, so a seed is one run, step by step. Cores
/// are fibers, as they stop in the middle of what they do; clients are asked for their next step between.
/// </summary>
sealed class Scheduler(Random random, Defect defect)
{
    [ThreadStatic]
    static Scheduler? current;

    readonly List<Fiber> fibers = [];
    readonly List<IActor> actors = [];
    readonly SemaphoreSlim done = new(0);
    Fiber? running;
    string? failure;
    bool isOver;

    /// <summary>The scheduler of the simulation that this thread is a core of.</summary>
    public static Scheduler? Current
    {
        get => current;
        set => current = value;
    }

    public Random Random => random;

    public Defect Defect => defect;

    /// <summary>Which core runs, or -1.</summary>
    public int RunningCore => running?.Index ?? -1;

    /// <summary>Simulated nanoseconds, later with every step.</summary>
    public long Nanoseconds { get; private set; } = 1_000_000_000 + random.Next(1_000_000);

    public long Steps { get; private set; }

    /// <summary>One run takes about a thousandth of this.</summary>
    const long StepsMax = 1_000_000;

    /// <summary>The least that a step takes; the most is twice as much.</summary>
    public int StepNanoseconds { get; set; } = 300;

    /// <summary>At a step that has not been decided the running core goes on with this chance, percent.</summary>
    public int Inertia { get; init; } = 50;

    /// <summary>What shards ran, in the order in which they came to it.</summary>
    public List<Effect> Effects { get; } = [];

    /// <summary>Who came to wait, in order.</summary>
    public List<Arrival> Arrivals { get; } = [];

    /// <summary>The next time at which a core would be woken by its own timers; null where there is none.</summary>
    public Func<long?> NextTimer { get; set; } = () => null;

    /// <summary>Wakes all cores, for a timer.</summary>
    public Action WakeAll { get; set; } = () => { };

    /// <summary>Nobody can go on, and no timer will change that: returns whether that was to be.</summary>
    public Func<bool> IsQuietExpected { get; set; } = () => false;

    public void Add(IActor actor) => actors.Add(actor);

    public Fiber Start(Action body)
    {
        var fiber = new Fiber(this, fibers.Count, body);
        fibers.Add(fiber);
        return fiber;
    }

    /// <summary>Runs until all fibers have ended. Returns why it went wrong, or null.</summary>
    public string? Run()
    {
        Pass(from: null);
        done.Wait();
        return failure;
    }

    /// <summary>Another may act here.</summary>
    public void Point()
    {
        Nanoseconds += 20;
        if (random.Next(100) < Inertia) return;
        GiveWay();
    }

    /// <summary>Somebody acts: maybe, if others may, not this core.</summary>
    public void GiveWay() => Pass(running!);

    /// <summary>The running core waits until it is woken.</summary>
    public void Sleep()
    {
        running!.IsAsleep = true;
        Pass(running);
    }

    public void Ended(Fiber fiber, Exception? error)
    {
        if (error is not null) failure ??= $"core {fiber.Index}: {error}";
        fiber.HasEnded = true;
        Pass(from: null);
    }

    /// <summary>Picks who acts until that is a fiber, and lets it go on.</summary>
    void Pass(Fiber? from)
    {
        var next = Pick();
        running = next;
        if (next == from && from is not null) return;
        if (next is null)
        {
            isOver = true;
            done.Release();
        }
        else next.GoOn();
        from?.Wait();
    }

    Fiber? Pick()
    {
        while (true)
        {
            Nanoseconds += StepNanoseconds + random.Next(StepNanoseconds);
            if (++Steps > StepsMax) failure ??= "It does not come to an end.";
            if (failure is not null) return null;
            var ready = 0;
            foreach (var fiber in fibers) ready += fiber.IsReady && !IsDescheduled(fiber) ? 1 : 0;
            var actorsReady = 0;
            foreach (var actor in actors) actorsReady += actor.IsReady ? 1 : 0;
            if (ready + actorsReady == 0)
            {
                if (fibers.TrueForAll(fiber => fiber.HasEnded)) return null;
                if (Reschedule() || Elapse() || IsQuietExpected()) continue;
                failure ??= "All sleep, and somebody waits.";
                return null;
            }
            var chosen = random.Next(ready + actorsReady);
            if (chosen >= ready)
            {
                ActNth(chosen - ready);
                continue;
            }
            foreach (var fiber in fibers)
            {
                if (!fiber.IsReady || fiber.DescheduledUntil > Steps || chosen-- != 0) continue;
                var isPassedOver = ready + actorsReady > 1 && random.Next(fiber.Slowness) != 0;
                if (isPassedOver) break;
                return fiber;
            }
        }
    }

    void ActNth(int chosen)
    {
        running = null;
        foreach (var actor in actors)
        {
            if (!actor.IsReady || chosen-- != 0) continue;
            actor.Act();
            return;
        }
    }

    bool IsDescheduled(Fiber fiber)
    {
        if (fiber.DescheduledUntil > Steps) return true;
        if (random.Next(200) != 0) return false;
        fiber.DescheduledUntil = Steps + random.Next(300);
        return false;
    }

    long elapsedTo;
    int elapses;
    const int ElapsesMax = 20;

    /// <summary>All sleep: it is the time of the next timer. One that stays due is one that nobody serves.</summary>
    bool Elapse()
    {
        if (NextTimer() is not { } timer) return false;
        elapses = timer == elapsedTo ? elapses + 1 : 0;
        elapsedTo = timer;
        if (elapses > ElapsesMax) return false;
        Nanoseconds = Math.Max(Nanoseconds, timer);
        WakeAll();
        return true;
    }

    /// <summary>Only descheduled ones could go on: they do.</summary>
    bool Reschedule()
    {
        var any = false;
        foreach (var fiber in fibers)
        {
            any |= fiber.IsReady;
            fiber.DescheduledUntil = 0;
        }
        return any;
    }

    public bool IsOver => isOver;
}
