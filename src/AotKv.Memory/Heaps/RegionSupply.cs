using System.Collections.Concurrent;

namespace AotKv.Memory.Heaps;

/// <summary>
/// The next region of one heap, made ready on another thread before it is needed: mapped, and touched, since the first
/// touch of a huge page takes the system a fifth of a millisecond, or five in a virtual machine whose host has taken
/// the memory back. The heap's thread asks and takes; whoever was asked prepares.
/// </summary>
public sealed unsafe class RegionSupply
{
    const int TouchedBytes = 4096;

    readonly ConcurrentQueue<nint> inSmallPages = new();
    nint ready;
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
    /// A region whose small pages are to be gathered into huge ones. On the heap's thread; a region freed before does
    /// no harm.
    /// </summary>
    internal void GatherLater(nint region) => inSmallPages.Enqueue(region);

    /// <summary>
    /// Gathers a region, once for each that came later than it was needed. The kernel would do so by itself, but may
    /// take half a minute. On any thread.
    /// </summary>
    public void Gather()
    {
        if (!inSmallPages.TryDequeue(out var region)) return;
        SystemMemory.PreferHugePages(region, RegionHeader.RegionBytes);
        SystemMemory.GatherHugePages(region, RegionHeader.RegionBytes);
    }
}
