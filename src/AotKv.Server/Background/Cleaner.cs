using System.Collections.Concurrent;
using AotKv.Memory.Heaps;

namespace AotKv.Server.Background;

/// <summary>
/// Gives large values back to the system, and takes regions from it, on a thread of its own: unmapping half a gigabyte
/// takes milliseconds that no serving core has, and so may the first touch of a huge page.
/// </summary>
sealed class Cleaner : LargeBlockCleaner
{
    readonly ConcurrentQueue<LargeBlock> blocks = new();
    readonly ConcurrentQueue<RegionSupply> supplies = new();
    readonly SemaphoreSlim chores = new(initialCount: 0);

    /// <param name="cpus">The CPUs of bio-cpulist, which it keeps to; none for all.</param>
    public void Start(int[] cpus) =>
        new Thread(() => Run(cpus)) { IsBackground = true, Name = "cleaner" }.Start();

    public override void Take(LargeBlock block)
    {
        blocks.Enqueue(block);
        chores.Release();
    }

    public override void Prepare(RegionSupply supply)
    {
        supplies.Enqueue(supply);
        chores.Release();
    }

    void Run(int[] cpus)
    {
        if (cpus.Length > 0) Linux.CurrentThread.RunOn(cpus);
        while (true)
        {
            chores.Wait();
            // A heap that grows may soon wait for its region; nobody waits for what is freed.
            if (supplies.TryDequeue(out var supply)) supply.Prepare(TakeRegion());
            else if (blocks.TryDequeue(out var block)) block.Free();
        }
    }

    /// <summary>A region that would be freed next: the system has backed its pages already.</summary>
    LargeBlock TakeRegion() =>
        blocks.TryPeek(out var block) && block.IsRegion && blocks.TryDequeue(out block) ? block : default;
}
