using System.Runtime.InteropServices;

namespace AotKv.Memory.Heaps;

/// <summary>
/// Blocks of one heap that were freed elsewhere: a value that a key of another shard took over stays where it is, and
/// what that shard frees of it comes home here, without a message and without waking anybody, as freeing is never
/// urgent. Pins come home to their shard in the same way. Owned by the heap, or the home of pins, and used on its
/// thread, but for <see cref="Return"/>.
/// </summary>
sealed unsafe class ReturnedBlocks : IDisposable
{
    const int CellBytes = 128;

    // The newest returned block, which begins with the address of the next. In native memory, where every page of the
    // heap names it, on cache lines of its own.
    readonly nint* returned;
    nint taken;

    public ReturnedBlocks()
    {
        returned = (nint*)NativeMemory.AlignedAlloc(CellBytes, CellBytes);
        *returned = 0;
    }

    /// <summary>Where blocks of this heap are returned to: its name among heaps.</summary>
    public nint Home => (nint)returned;

    /// <summary>Whether <see cref="TryTake"/> has something.</summary>
    public bool HasAny => taken != 0 || Volatile.Read(ref *returned) != 0;

    /// <summary>A block that came home and is not freed yet.</summary>
    public bool TryTake(out nint block)
    {
        // All at once: who pushes never sees a list that lost some of its blocks in the middle.
        if (taken == 0 && Volatile.Read(ref *returned) != 0) taken = Interlocked.Exchange(ref *returned, 0);
        block = taken;
        if (block == 0) return false;
        taken = *(nint*)block;
        return true;
    }

    /// <summary>Any thread. Whoever frees a block leaves it to the heap that it came from.</summary>
    public static void Return(nint home, nint block)
    {
        ref var first = ref *(nint*)home;
        while (true)
        {
            var next = Volatile.Read(ref first);
            *(nint*)block = next;

            // The link first, the block second: TryTake follows the links of what it has taken.
            if (Interlocked.CompareExchange(ref first, block, next) == next) return;
        }
    }

    /// <summary>After the last heap that may hold a block of this one.</summary>
    public void Dispose() => NativeMemory.AlignedFree(returned);
}
