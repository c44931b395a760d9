namespace AotKv.Memory.Heaps;

/// <summary>
/// Makes the pins of one shard's values and takes them back. Owned by the shard and used on the thread that runs it,
/// but for <see cref="Return"/>: a reply whose sending has ended, on whatever core, leaves a value that is no key's
/// any more in a list here, without a message and without waking anybody, as freeing is never urgent.
/// </summary>
public sealed unsafe class PinHome(ShardHeap heap) : IDisposable
{
    readonly ReturnedBlocks returned = new();

    /// <summary>Whether <see cref="TryTake"/> has something.</summary>
    public bool HasReturned => returned.HasAny;

    /// <summary>A pin of a block of the heap with one holder, the record that refers to it.</summary>
    public Pin Create(nint block, long blockBytes)
    {
        var head = (Pin.Head*)heap.Allocate(Pin.Bytes);
        *head = new() { Address = block, Capacity = blockBytes, Home = returned.Home, Holders = 1 };
        return new(head);
    }

    /// <summary>Frees a pin that nobody holds, not its block.</summary>
    public void Free(Pin pin) => heap.Free(pin.Address, Pin.Bytes);

    /// <summary>A pin that nobody holds any more: the caller frees its block, then it.</summary>
    public bool TryTake(out Pin pin)
    {
        var isThere = returned.TryTake(out var address);
        pin = Pin.At(address);
        return isThere;
    }

    /// <summary>Any thread. The pin's last holder leaves it to its shard.</summary>
    internal static void Return(Pin pin) => ReturnedBlocks.Return(pin.Pointer->Home, pin.Address);

    /// <summary>After the last reply that may refer to a value of the shard.</summary>
    public void Dispose() => returned.Dispose();
}
