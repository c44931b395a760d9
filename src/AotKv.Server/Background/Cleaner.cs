using System.Collections.Concurrent;
using AotKv.Engine.Shards;
using AotKv.Memory.Heaps;

namespace AotKv.Server.Background;

/// <summary>
/// Gives large values back to the system, and takes regions from it, on a thread of its own: unmapping half a gigabyte
/// takes milliseconds that no serving core has, and so may the first touch of a huge page.
/// </summary>
sealed class Cleaner : LargeBlockCleaner
{
    /// <summary>A block to be freed, or a supply to be prepared.</summary>
    readonly record struct Chore(LargeBlock Block, RegionSupply? Supply);

    readonly BlockingCollection<Chore> chores = [];

    /// <param name="cpus">The CPUs of bio-cpulist, which it keeps to; none for all.</param>
    public void Start(int[] cpus) =>
        new Thread(() => Run(cpus)) { IsBackground = true, Name = "cleaner" }.Start();

    public override void Take(LargeBlock block) => chores.Add(new(block, Supply: null));

    public override void Prepare(RegionSupply supply) => chores.Add(new(default, supply));

    void Run(int[] cpus)
    {
        if (cpus.Length > 0) Linux.CurrentThread.RunOn(cpus);
        foreach (var chore in chores.GetConsumingEnumerable())
        {
            if (chore.Supply is { } supply) supply.Prepare();
            else chore.Block.Free();
        }
    }
}
