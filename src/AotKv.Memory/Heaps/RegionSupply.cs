namespace AotKv.Memory.Heaps;

/// <summary>
/// The next region of one heap, made ready on another thread before it is needed: mapped, and touched, since the first
/// touch of a huge page takes the system a fifth of a millisecond, or five in a virtual machine whose host has taken
/// the memory back. The heap's thread asks and takes; whoever was asked prepares.
/// </summary>
public sealed unsafe class RegionSupply
{
    const int TouchedBytes = 4096;

    nint ready;
    nint inSmallPages;
    int isAsked;

    /// <summary>Whether it is to be asked for a region: there is none, and nobody is preparing one.</summary>
    internal bool TryAsk()
    {
        // A region that is ready is written before isAsked goes back to 0 (Prepare).
        if (Volatile.Read(ref isAsked) != 0 || Volatile.Read(ref ready) != 0) return false;
        isAsked = 1;
        return true;
    }

    /// <summary>The region that is ready, which is the caller's then, or 0.</summary>
    internal nint Take() => Interlocked.Exchange(ref ready, 0);

    /// <summary>
    /// Makes a region ready: this one, which was to be freed, or a new one. On any thread, once for each time it was
    /// asked for.
    /// </summary>
    public void Prepare(LargeBlock region = default)
    {
        if (region.IsRegion) Volatile.Write(ref ready, region.Address);
        else PrepareNew();
        Volatile.Write(ref isAsked, 0);
        if (Interlocked.Exchange(ref inSmallPages, 0) is var small and not 0)
            SystemMemory.GatherHugePages(small, RegionHeader.RegionBytes);
    }

    void PrepareNew()
    {
        try
        {
            var start = SystemMemory.MapAligned(RegionHeader.RegionBytes);
            SystemMemory.PreferHugePages(start, RegionHeader.RegionBytes);
            for (var offset = 0; offset < RegionHeader.RegionBytes; offset += TouchedBytes)
                *(byte*)(start + offset) = 0;
            Volatile.Write(ref ready, start);
        }
        catch (OutOfMemoryException)
        {
            // The heap will ask the system itself, and it is the heap's thread that has somebody to tell.
        }
    }

    /// <summary>
    /// The small pages of this region are to be gathered into huge ones when the next region is prepared. The kernel
    /// would do so by itself, but may take half a minute. One region only: whoever touches it meanwhile waits. On the
    /// heap's thread; a region freed before does no harm.
    /// </summary>
    internal void GatherLater(nint region) => Volatile.Write(ref inSmallPages, region);
}
