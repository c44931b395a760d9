using System.Numerics;
using System.Runtime.CompilerServices;
using AotKv.Memory.Heaps;

namespace AotKv.Values.Tables;

/// <summary>
/// An array of buckets that grows and shrinks at its end by one, never moving more than 32 KB: a directory of segments
/// of 64 KB. Owned by a <see cref="KeyTable"/>, on the shard's thread. The first segment begins with one bucket and
/// doubles until it is a whole segment, so that a small table is small.
/// </summary>
unsafe struct BucketArray(ShardHeap heap)
{
    const int SegmentShift = 10;
    const int SegmentBuckets = 1 << SegmentShift;
    const int FirstDirectoryLength = 8;

    nint* directory;
    int directoryLength;
    int segments;
    int firstCapacity;

    /// <summary>The number of buckets.</summary>
    public long Count { get; private set; }

    /// <summary>The memory of the segments and the directory.</summary>
    public readonly long Bytes =>
        (long)firstCapacity * Bucket.Bytes + Math.Max(segments - 1, 0) * (long)ShardHeap.PageBytes
        + directoryLength * (long)sizeof(nint);

    public readonly Bucket this[ulong index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(directory[index >> SegmentShift] + (nint)(index & (SegmentBuckets - 1)) * Bucket.Bytes);
    }

    /// <summary>Adds an empty bucket at the end.</summary>
    public Bucket Add()
    {
        var index = (ulong)Count;
        if (Count < SegmentBuckets) ReserveInFirst((int)Count + 1);
        else if (Count >> SegmentShift == segments) AddSegment(heap.AllocatePage());
        Count++;
        var bucket = this[index];
        bucket.Clear();
        return bucket;
    }

    /// <summary>Removes the last bucket, which must be empty.</summary>
    public void RemoveLast()
    {
        Count--;
        if (Count >= SegmentBuckets)
        {
            if ((Count & (SegmentBuckets - 1)) == 0) heap.FreePage(directory[--segments]);
        }
        else if (Count > 0 && Count <= firstCapacity / 4)
        {
            MoveFirst(firstCapacity / 2);
        }
    }

    /// <summary>Gives all memory back. The array is empty then and can be used again.</summary>
    public void Free()
    {
        while (segments > 1) heap.FreePage(directory[--segments]);
        if (segments == 1) FreeFirst(directory[0], firstCapacity);
        if (directory != null) heap.Free((nint)directory, directoryLength * sizeof(nint));
        this = new(heap);
    }

    void ReserveInFirst(int buckets)
    {
        if (buckets <= firstCapacity) return;
        if (segments > 0)
        {
            MoveFirst(firstCapacity * 2);
            return;
        }
        firstCapacity = (int)BitOperations.RoundUpToPowerOf2((uint)buckets);
        AddSegment(AllocateFirst(firstCapacity));
    }

    void MoveFirst(int capacity)
    {
        var old = directory[0];
        var moved = AllocateFirst(capacity);
        new ReadOnlySpan<byte>((void*)old, (int)Count * Bucket.Bytes).CopyTo(
            new Span<byte>((void*)moved, capacity * Bucket.Bytes));
        directory[0] = moved;
        FreeFirst(old, firstCapacity);
        firstCapacity = capacity;
    }

    readonly nint AllocateFirst(int capacity) =>
        capacity == SegmentBuckets ? heap.AllocatePage() : heap.Allocate(capacity * Bucket.Bytes);

    readonly void FreeFirst(nint address, int capacity)
    {
        if (capacity == SegmentBuckets) heap.FreePage(address);
        else heap.Free(address, capacity * Bucket.Bytes);
    }

    void AddSegment(nint segment)
    {
        if (segments == directoryLength)
        {
            var length = Math.Max(directoryLength * 2, FirstDirectoryLength);
            var grown = (nint*)heap.Allocate(length * sizeof(nint));
            new ReadOnlySpan<nint>(directory, segments).CopyTo(new Span<nint>(grown, length));
            if (directory != null) heap.Free((nint)directory, directoryLength * sizeof(nint));
            directory = grown;
            directoryLength = length;
        }
        directory[segments++] = segment;
    }
}
