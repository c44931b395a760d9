using System.Runtime.CompilerServices;
using AotKv.Memory.Heaps;

namespace AotKv.Values.Tables;

/// <summary>
/// An array of buckets that grows and shrinks at its end by one, never moving more than 32 KB: a directory of segments
/// of 64 KB. Owned by a <see cref="LinearTable{TEntry}"/>, on the shard's thread; all zeros is an empty one. The last
/// segment doubles, the first from one bucket and the others from 4 KB, until it is whole, so that no table has much
/// more room than it needs.
/// </summary>
unsafe struct BucketArray
{
    const int SegmentShift = 10;
    const int SegmentBuckets = 1 << SegmentShift;
    const int LaterSegmentMin = 64;
    const int FirstDirectoryLength = 8;

    nint* directory;
    int directoryLength;
    int segments;
    int lastCapacity;

    /// <summary>The number of buckets.</summary>
    public long Count { get; private set; }

    /// <summary>The memory of the segments and the directory.</summary>
    public readonly long Bytes =>
        (long)lastCapacity * Bucket.Bytes + Math.Max(segments - 1, 0) * (long)ShardHeap.PageBytes
        + directoryLength * (long)sizeof(nint);

    public readonly Bucket this[ulong index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(directory[index >> SegmentShift] + (nint)(index & (SegmentBuckets - 1)) * Bucket.Bytes);
    }

    /// <summary>How much of the last segment is in use.</summary>
    readonly int LastUsed => (int)(Count - (long)(segments - 1) * SegmentBuckets);

    /// <summary>The smallest last segment.</summary>
    readonly int LastMin => segments == 1 ? 1 : LaterSegmentMin;

    /// <summary>Adds an empty bucket at the end.</summary>
    public Bucket Add(ShardHeap heap)
    {
        var index = (ulong)Count;
        if (Count == (long)segments * SegmentBuckets) AddSegment(heap);
        else if (LastUsed == lastCapacity) MoveLast(heap, lastCapacity * 2);
        Count++;
        var bucket = this[index];
        bucket.Clear();
        return bucket;
    }

    /// <summary>Removes the last bucket, which must be empty.</summary>
    public void RemoveLast(ShardHeap heap)
    {
        Count--;
        if (LastUsed == 0) RemoveSegment(heap);
        else if (LastUsed <= lastCapacity / 4 && lastCapacity > LastMin) MoveLast(heap, lastCapacity / 2);
    }

    /// <summary>Gives all memory back. The array is empty then and can be used again.</summary>
    public void Free(ShardHeap heap)
    {
        while (segments > 0) RemoveSegment(heap);
        if (directory != null) heap.Free((nint)directory, directoryLength * sizeof(nint));
        this = default;
    }

    void MoveLast(ShardHeap heap, int capacity)
    {
        var old = directory[segments - 1];
        var moved = Allocate(heap, capacity);
        new ReadOnlySpan<byte>((void*)old, LastUsed * Bucket.Bytes).CopyTo(
            new Span<byte>((void*)moved, capacity * Bucket.Bytes));
        directory[segments - 1] = moved;
        Free(heap, old, lastCapacity);
        lastCapacity = capacity;
    }

    static nint Allocate(ShardHeap heap, int capacity) =>
        capacity == SegmentBuckets ? heap.AllocatePage() : heap.Allocate(capacity * Bucket.Bytes);

    static void Free(ShardHeap heap, nint address, int capacity)
    {
        if (capacity == SegmentBuckets) heap.FreePage(address);
        else heap.Free(address, capacity * Bucket.Bytes);
    }

    void RemoveSegment(ShardHeap heap)
    {
        Free(heap, directory[--segments], lastCapacity);
        lastCapacity = segments == 0 ? 0 : SegmentBuckets;
    }

    void AddSegment(ShardHeap heap)
    {
        if (segments == directoryLength) GrowDirectory(heap);
        segments++;
        lastCapacity = LastMin;
        directory[segments - 1] = Allocate(heap, lastCapacity);
    }

    void GrowDirectory(ShardHeap heap)
    {
        var length = Math.Max(directoryLength * 2, FirstDirectoryLength);
        var grown = (nint*)heap.Allocate(length * sizeof(nint));
        new ReadOnlySpan<nint>(directory, segments).CopyTo(new Span<nint>(grown, length));
        if (directory != null) heap.Free((nint)directory, directoryLength * sizeof(nint));
        directory = grown;
        directoryLength = length;
    }
}
