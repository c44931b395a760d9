using System.Runtime.InteropServices;

namespace AotKv.Memory.Heaps;

/// <summary>
/// Makes the pins of one shard's values and takes them back. Owned by the shard and used on the thread that runs it,
/// but for <see cref="Return"/>: a reply whose sending has ended, on whatever core, leaves a value that is no key's
/// any more in a list here, without a message and without waking anybody, as freeing is never urgent.
/// </summary>
public sealed unsafe class PinHome : IDisposable
{
    const int CellBytes = 128;

    readonly ShardHeap heap;

    // The newest returned pin. In native memory, where a pin of any core reaches it, on cache lines of its own.
    readonly nint* returned;
    Pin.Head* taken;

    public PinHome(ShardHeap heap)
    {
        this.heap = heap;
        returned = (nint*)NativeMemory.AlignedAlloc(CellBytes, CellBytes);
        *returned = 0;
    }

    /// <summary>Whether <see cref="TryTake"/> has something.</summary>
    public bool HasReturned => taken != null || Volatile.Read(ref *returned) != 0;

    /// <summary>A pin of a block of the heap with one holder, the record that refers to it.</summary>
    public Pin Create(nint block, long blockBytes)
    {
        var head = (Pin.Head*)heap.Allocate(Pin.Bytes);
        *head = new() { Address = block, Capacity = blockBytes, Home = (nint)returned, Holders = 1 };
        return new(head);
    }

    /// <summary>Frees a pin that nobody holds, not its block.</summary>
    public void Free(Pin pin) => heap.Free(pin.Address, Pin.Bytes);

    /// <summary>A pin that nobody holds any more: the caller frees its block, then it.</summary>
    public bool TryTake(out Pin pin)
    {
        // All at once: who pushes never sees a list that lost some of its pins in the middle.
        if (taken == null && Volatile.Read(ref *returned) != 0)
            taken = (Pin.Head*)Interlocked.Exchange(ref *returned, 0);
        pin = new(taken);
        if (taken == null) return false;
        taken = taken->Next;
        return true;
    }

    /// <summary>Any thread. The pin's last holder leaves it to its shard.</summary>
    internal static void Return(Pin pin)
    {
        ref var first = ref *(nint*)pin.Pointer->Home;
        while (true)
        {
            var next = Volatile.Read(ref first);
            pin.Pointer->Next = (Pin.Head*)next;

            // The link first, the pin second: TryTake follows the links of what it has taken.
            if (Interlocked.CompareExchange(ref first, pin.Address, next) == next) return;
        }
    }

    /// <summary>After the last reply that may refer to a value of the shard.</summary>
    public void Dispose() => NativeMemory.AlignedFree(returned);
}
