using AotKv.Memory.Heaps;

namespace AotKv.Values.Streams;

/// <summary>
/// The groups of a stream or the consumers of a group, in the order of their names: addresses of blocks that begin with
/// a <see cref="StreamName"/>. Lies in the shard's heap.
/// </summary>
unsafe struct StreamNames
{
    const int CapacityMin = 2;

    StreamName** items;
    int capacity;

    public int Count { get; private set; }

    public readonly long Bytes => (long)capacity * sizeof(nint);

    public readonly nint this[int index] => (nint)items[index];

    /// <summary>The block of a name, or 0.</summary>
    public readonly nint Find(ReadOnlySpan<byte> name)
    {
        var index = PlaceOf(name);
        return index < Count && items[index]->Text.SequenceEqual(name) ? (nint)items[index] : 0;
    }

    /// <summary>Adds a block whose name is not there yet.</summary>
    public void Add(ShardHeap heap, nint named)
    {
        if (Count == capacity) Grow(heap);
        var index = PlaceOf(((StreamName*)named)->Text);
        var all = new Span<nint>(items, Count + 1);
        all[index..Count].CopyTo(all[(index + 1)..]);
        all[index] = named;
        Count++;
    }

    public void Remove(ShardHeap heap, ReadOnlySpan<byte> name)
    {
        var index = PlaceOf(name);
        var all = new Span<nint>(items, Count);
        all[(index + 1)..].CopyTo(all[index..]);
        if (--Count == 0) Free(heap);
    }

    /// <summary>Forgets the last one.</summary>
    public void RemoveLast(ShardHeap heap)
    {
        if (--Count == 0) Free(heap);
    }

    readonly int PlaceOf(ReadOnlySpan<byte> name)
    {
        var low = 0;
        var high = Count;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (items[middle]->Text.SequenceCompareTo(name) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    void Grow(ShardHeap heap)
    {
        var wanted = Math.Max(capacity * 2, CapacityMin);
        var fresh = (StreamName**)heap.Allocate(wanted * sizeof(nint));
        new Span<nint>(items, Count).CopyTo(new(fresh, wanted));
        if (items != null) heap.Free((nint)items, capacity * sizeof(nint));
        items = fresh;
        capacity = wanted;
    }

    void Free(ShardHeap heap)
    {
        heap.Free((nint)items, capacity * sizeof(nint));
        items = null;
        capacity = 0;
    }
}
