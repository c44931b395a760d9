using AotKv.Memory.Heaps;

namespace AotKv.Engine.Shards;

/// <summary>Takes large values that nobody uses any more, to free them where nobody waits for it.</summary>
public abstract class LargeBlockCleaner
{
    /// <summary>Any thread. The block belongs to the cleaner from here on.</summary>
    public abstract void Take(LargeBlock block);
}
