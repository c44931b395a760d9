namespace AotKv.Memory.Heaps;

/// <summary>
/// Does what the system takes its time for where nobody waits for it: frees large values and regions that nobody uses
/// any more, makes the next region ready. Called on the threads that run the heaps.
/// </summary>
public abstract class LargeBlockCleaner
{
    /// <summary>The block belongs to the cleaner from here on.</summary>
    public abstract void Take(LargeBlock block);

    /// <summary>Has a region prepared that was asked for.</summary>
    public abstract void Prepare(RegionSupply supply);
}
