using System.Collections.Concurrent;
using AotKv.Engine.Shards;
using AotKv.Memory.Heaps;

namespace AotKv.Server.Background;

/// <summary>
/// Gives large values back to the system on a thread of its own: unmapping half a gigabyte takes milliseconds that no
/// serving core has.
/// </summary>
sealed class Cleaner : LargeBlockCleaner
{
    readonly BlockingCollection<LargeBlock> blocks = [];

    /// <param name="cpus">The CPUs of bio-cpulist, which it keeps to; none for all.</param>
    public void Start(int[] cpus) =>
        new Thread(() => Run(cpus)) { IsBackground = true, Name = "cleaner" }.Start();

    public override void Take(LargeBlock block) => blocks.Add(block);

    void Run(int[] cpus)
    {
        if (cpus.Length > 0) Linux.CurrentThread.RunOn(cpus);
        foreach (var block in blocks.GetConsumingEnumerable()) block.Free();
    }
}
