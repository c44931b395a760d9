namespace AotKv.Interleavings.Tests;

/// <summary>What one run is like: how many shards, how much room, how wrong the clocks, what is done.</summary>
sealed class RunPlan
{
    /// <param name="random">What decides.</param>
    /// <param name="start">The time at which the run starts, nanoseconds.</param>
    public RunPlan(Random random, long start)
    {
        int[] shards = [2, 2, 2, 3, 3, 4, 4, 8];
        Shards = shards[random.Next(shards.Length)];
        Clients = 2 + random.Next(Shards == 8 ? 2 : 3);
        BatchesPerClient = 2 + random.Next(4);
        int[] capacities = [1, 2, 4, 1024];
        RingCapacity = capacities[random.Next(capacities.Length)];
        BatchMax = random.Next(3) == 0 ? 1 : 1 + random.Next(5);
        Dies = random.Next(4) == 0;
        SkewByCore = new long[Shards];
        SlowCore = random.Next(2) == 0 ? random.Next(Shards) : -1;
        KeyCount = 2 + random.Next(5);
        switch (random.Next(3))
        {
            case 0:
                for (var core = 0; core < Shards; core++) SkewByCore[core] = random.Next(20_000);
                break;
            case 1:
                Deadline = start / 1_000_000 * 1_000_000 + 1_000_000;
                break;
        }
        Family[] families =
            [Family.Strings, Family.Strings, Family.Strings, Family.Lists, Family.Lists, Family.Sets, Family.Databases];
        Family = families[random.Next(families.Length)];
        HasTimeouts = Family == Family.Lists && random.Next(2) == 0;
        Kills = Family == Family.Lists && random.Next(4) == 0;
        HasMonitor = !Kills && !Dies && Deadline is null && random.Next(8) == 0;
        HasScan = !Kills && Deadline is null && Family != Family.Databases && random.Next(6) == 0;
        if (!HasMonitor && Deadline is null && random.Next(6) == 0) Pause = random.Next(2) == 0 ? "WRITE" : "ALL";
        IsCrowded = random.Next(2) == 0;
        int[] standIns = [0, 0, 2, 16, 1000];
        StandInMax = standIns[random.Next(standIns.Length)];
    }

    public int Shards { get; }

    public int Clients { get; }

    public int BatchesPerClient { get; }

    /// <summary>The most operations that a client sends at once.</summary>
    public int BatchMax { get; }

    public int RingCapacity { get; }

    public int KeyCount { get; }

    /// <summary>The core that is much slower than the others, or -1.</summary>
    public int SlowCore { get; }

    /// <summary>Clients break off in the middle.</summary>
    public bool Dies { get; }

    /// <summary>By how many nanoseconds each core's clock is behind.</summary>
    public long[] SkewByCore { get; }

    /// <summary>
    /// The time of the monotonic clock at which the keys that expire do so, all at once; null where none does. Not
    /// together with skewed clocks: when a key is gone is only as exact as the clocks are.
    /// </summary>
    public long? Deadline { get; }

    /// <summary>What most of the commands are about.</summary>
    public Family Family { get; }

    /// <summary>Some of those who wait do so for a millisecond.</summary>
    public bool HasTimeouts { get; }

    /// <summary>Clients close each other's connections.</summary>
    public bool Kills { get; }

    /// <summary>A client looks on with MONITOR, from somewhere in the run on.</summary>
    public bool HasMonitor { get; }

    /// <summary>A client walks over all keys with SCAN, while others make many and delete them.</summary>
    public bool HasScan { get; }

    /// <summary>Clients may be closed, or close, while the server has requests of theirs.</summary>
    public bool ClientsMayBreakOff => Dies || Kills || Pause is not null || Family == Family.Lists;

    /// <summary>What one client holds back from the others for a while, once in the run; null for no pause.</summary>
    public string? Pause { get; }

    /// <summary>The cores take themselves to be more than there are CPUs.</summary>
    public bool IsCrowded { get; }

    /// <summary>How many commands a core runs for one that sleeps.</summary>
    public int StandInMax { get; }

    public const int PauseMilliseconds = 3;

    public override string ToString() =>
        $"{Family}, monitor {HasMonitor}, scan {HasScan}, pause {Pause}, "
        + $"{Shards} shards, {Clients} clients, rings of {RingCapacity}, {KeyCount} keys, "
        + $"slow core {SlowCore}, crowded {IsCrowded}, stands in for {StandInMax}, skews "
        + $"[{string.Join(' ', SkewByCore)}], deadline {Deadline}";
}
