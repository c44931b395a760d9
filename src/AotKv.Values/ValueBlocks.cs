using AotKv.Memory.Heaps;
using AotKv.Values.Collections;

namespace AotKv.Values;

/// <summary>
/// The values too long for their records. Owned by a <see cref="KeyStore"/>, on the shard's thread. Freeing a long
/// string takes the system a while, so its block is put aside for a thread that has the time; a large collection is
/// freed here, step by step.
/// </summary>
sealed unsafe class ValueBlocks(ValueHome home)
{
    /// <summary>The elements of a collection that are freed at once.</summary>
    const int FreeAtOnceElements = 64;

    /// <summary>A longer block is put aside when it is freed.</summary>
    const int FreeAtOnceMax = 256 << 10;

    /// <summary>
    /// Up to here a string that grows gets twice the room it needs, above this much more than it needs.
    /// </summary>
    const int ReserveMax = 1 << 20;

    readonly ShardHeap heap = home.Heap;
    readonly Queue<LargeBlock> detached = [];
    readonly Queue<DetachedValue> collections = [];
    DetachedValue collection;
    bool hasCollection;

    public bool HasDetached => detached.Count > 0 || hasCollection || home.Pins.HasReturned;

    /// <summary>Values that are released and not freed yet.</summary>
    public int Pending => detached.Count + collections.Count + (hasCollection ? 1 : 0);

    /// <summary>Values that were freed some time after they were released.</summary>
    public long FreedLater { get; private set; }

    /// <summary>The room for a string that has grown to this length and may grow on.</summary>
    public static long CapacityFor(int length) => length < ReserveMax ? 2L * length : (long)length + ReserveMax;

    /// <summary>The memory of what a record refers to, or 0.</summary>
    public static long BytesOf(Record record)
    {
        if (record.Type != RecordType.String) return ValueKinds.Of(record.Type).BytesOf(record);
        if (record.Encoding != RecordEncoding.Reference) return 0;
        var value = record.Reference;
        return value.IsPinned ? value.Pin.BlockBytes + Pin.Bytes : value.Capacity;
    }

    /// <summary>A block with a value and no room to grow.</summary>
    public ValueReference Create(ReadOnlySpan<byte> value) => Create(value, value.Length, value.Length);

    /// <summary>A block of some capacity with a value, which is followed by zeros up to the length.</summary>
    public ValueReference Create(ReadOnlySpan<byte> value, int length, long capacity)
    {
        capacity = ShardHeap.GoodSizeOf(capacity);
        var address = Allocate(capacity);
        var bytes = new Span<byte>((void*)address, length);
        value.CopyTo(bytes);
        bytes[value.Length..].Clear();
        return new(address, length, capacity);
    }

    /// <summary>Makes a value longer, with zeros at the end and room for more, or shorter.</summary>
    public ValueReference Resize(ValueReference value, int length)
    {
        if (value.IsPinned) value = Unpinned(value, length);
        var oldLength = (int)value.Length;
        if (length > value.Capacity) value = Grow(value, ShardHeap.GoodSizeOf(CapacityFor(length)));
        if (length > oldLength) new Span<byte>((byte*)value.Address + oldLength, length - oldLength).Clear();
        return value with { Length = length };
    }

    /// <summary>
    /// What a record of another shard refers to is a value of this one from now on. Large blocks count where they are
    /// freed: those of collections, which are few, do so without having been counted here.
    /// </summary>
    public void TakeOver(ShardHeap other, Record record)
    {
        if (record.Type != RecordType.String || record.Encoding != RecordEncoding.Reference) return;
        var value = record.Reference;
        if (!value.IsPinned && value.Capacity > ShardHeap.SmallMax) heap.TakeOverLarge(other, value.Capacity);
    }

    /// <summary>Frees what a record refers to, if it does.</summary>
    public void Release(Record record)
    {
        if (record.Type != RecordType.String)
        {
            ReleaseCollection(new DetachedValue(record));
            return;
        }
        if (record.Encoding != RecordEncoding.Reference) return;
        var value = record.Reference;
        if (value.IsPinned) Release(value.Pin);
        else FreeOrDetach(value);
    }

    /// <summary>A record lets go of a value; what is still being sent is freed when it comes home.</summary>
    void Release(Pin pin)
    {
        if (pin.TryRelease()) Free(pin);
    }

    /// <summary>
    /// A value that may be written to: the same where no reply refers to it, otherwise a copy of the part that is kept,
    /// with room to grow to the length.
    /// </summary>
    ValueReference Unpinned(ValueReference value, int length)
    {
        var pin = value.Pin;
        if (!pin.IsShared && pin.Block == value.Address)
        {
            value = value with { Capacity = pin.BlockBytes };
            home.Pins.Free(pin);
            return value;
        }
        var kept = (int)Math.Min(value.Length, length);
        var capacity = length > value.Length ? CapacityFor(length) : Math.Max(length, 1);
        var copy = Create(new((void*)value.Address, kept), kept, capacity);
        Release(pin);
        return copy;
    }

    /// <summary>Frees a pin that nobody holds, with its block.</summary>
    void Free(Pin pin)
    {
        FreeOrDetach(new(pin.Block, 0, pin.BlockBytes));
        home.Pins.Free(pin);
    }

    /// <summary>Frees the values that were no key's any more when the last reply with them had been sent.</summary>
    void FreeReturned()
    {
        while (home.Pins.TryTake(out var pin)) Free(pin);
    }

    void FreeOrDetach(ValueReference value)
    {
        if (value.Capacity > FreeAtOnceMax) detached.Enqueue(heap.DetachLarge(value.Address, value.Capacity));
        else Free(value);
    }

    /// <summary>Frees about so many elements of collections that were released.</summary>
    public void FreeSome(int elementsMax)
    {
        if (!hasCollection || ValueKinds.Of(collection.Type).FreeSome(home, ref collection, elementsMax)) return;
        hasCollection = collections.TryDequeue(out collection);
        FreedLater++;
    }

    void ReleaseCollection(DetachedValue value)
    {
        if (!ValueKinds.Of(value.Type).FreeSome(home, ref value, FreeAtOnceElements)) return;
        if (hasCollection) collections.Enqueue(value);
        else collection = value;
        hasCollection = true;
    }

    public bool TryTakeDetached(out LargeBlock block)
    {
        FreeReturned();
        if (!detached.TryDequeue(out block)) return false;
        FreedLater++;
        return true;
    }

    nint Allocate(long capacity) =>
        capacity <= ShardHeap.SmallMax ? heap.Allocate((int)capacity) : heap.AllocateLarge(capacity);

    void Free(ValueReference value)
    {
        if (value.Capacity <= ShardHeap.SmallMax) heap.Free(value.Address, (int)value.Capacity);
        else heap.FreeLarge(value.Address, value.Capacity);
    }

    ValueReference Grow(ValueReference value, long capacity)
    {
        if (value.Capacity > ShardHeap.SmallMax)
        {
            var moved = heap.ResizeLarge(value.Address, value.Capacity, capacity);
            return value with { Address = moved, Capacity = capacity };
        }
        var address = Allocate(capacity);
        Buffer.MemoryCopy((void*)value.Address, (void*)address, capacity, value.Length);
        Free(value);
        return value with { Address = address, Capacity = capacity };
    }
}
