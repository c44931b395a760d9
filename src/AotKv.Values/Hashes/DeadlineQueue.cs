using AotKv.Memory.Heaps;
using AotKv.Values.Members;

namespace AotKv.Values.Hashes;

/// <summary>
/// The members of one table that have a deadline, the earliest first: a heap of four children a node, in chunks of
/// native memory. Stands in native memory itself and holds nothing managed, so whoever calls says with which heap.
/// Each member knows its place, and whoever moves a member says so: 8 bytes a member here and 4 there. The deadlines
/// are read from the members.
/// </summary>
unsafe struct DeadlineQueue
{
    const int Children = 4;
    const int ChunkShift = 9;
    const int ChunkPlaces = 1 << ChunkShift;
    const int FirstCapacity = 2;
    const int DirectoryMin = 1;

    nint* directory;
    int directoryLength;
    int chunks;

    /// <summary>The places that the last chunk has: fewer than a whole one only where it is the first.</summary>
    int lastCapacity;

    /// <summary>The number of members.</summary>
    public int Count { get; private set; }

    /// <summary>The memory of the chunks and their directory.</summary>
    public readonly long Bytes =>
        (Math.Max(chunks - 1, 0) * (long)ChunkPlaces + lastCapacity + directoryLength) * sizeof(nint);

    /// <summary>The member whose deadline comes first. Not for an empty queue.</summary>
    public readonly Member First => this[0];

    readonly Member this[int place] => new(Slot(place));

    /// <summary>Takes up a member, which has a deadline.</summary>
    public void Add(ShardHeap heap, Member member)
    {
        if (Count == Capacity) AddRoom(heap);
        SiftUp(Count++, member);
    }

    /// <summary>Drops a member that is in the queue.</summary>
    public void Remove(ShardHeap heap, Member member)
    {
        var place = member.QueuePlace;
        var last = this[--Count];
        if (place < Count)
        {
            Put(place, last);
            Changed(place, last);
        }
        // A chunk more than needed is kept: or one member that comes and goes would cost one each time.
        if (chunks > 1 && Count <= (chunks - 2) * ChunkPlaces) RemoveChunk(heap);
    }

    /// <summary>Notes that the member at a place has moved, or has another deadline, or both.</summary>
    public readonly void Changed(int place, Member member)
    {
        if (place > 0 && member.Deadline < this[(place - 1) / Children].Deadline) SiftUp(place, member);
        else SiftDown(place, member);
    }

    /// <summary>How many members have a deadline before a time. Looks at no more than four times as many.</summary>
    public readonly long CountBefore(long unixMilliseconds) => CountBefore(unixMilliseconds, place: 0);

    /// <summary>Frees about so many places. False when it has no memory any more, and is empty.</summary>
    public bool FreeSome(ShardHeap heap, int placesMax)
    {
        for (Count = 0; chunks > 0; placesMax -= ChunkPlaces)
        {
            if (placesMax <= 0) return true;
            RemoveChunk(heap);
        }
        if (directory != null) heap.Free((nint)directory, directoryLength * sizeof(nint));
        this = default;
        return false;
    }

    readonly int Capacity => Math.Max(chunks - 1, 0) * ChunkPlaces + lastCapacity;

    readonly ref nint Slot(int place) =>
        ref ((nint*)directory[place >> ChunkShift])[place & (ChunkPlaces - 1)];

    readonly void Put(int place, Member member)
    {
        Slot(place) = member.Address;
        member.QueuePlace = place;
    }

    readonly void SiftUp(int place, Member member)
    {
        var deadline = member.Deadline;
        while (place > 0)
        {
            var parentPlace = (place - 1) / Children;
            var parent = this[parentPlace];
            if (parent.Deadline <= deadline) break;
            Put(place, parent);
            place = parentPlace;
        }
        Put(place, member);
    }

    readonly void SiftDown(int place, Member member)
    {
        var deadline = member.Deadline;
        while (true)
        {
            var childPlace = EarliestChild(place, deadline);
            if (childPlace < 0) break;
            Put(place, this[childPlace]);
            place = childPlace;
        }
        Put(place, member);
    }

    /// <summary>The place of the child that comes first, and before a deadline, or -1.</summary>
    readonly int EarliestChild(int place, long deadline)
    {
        var earliest = -1;
        var first = (long)place * Children + 1;
        var end = Math.Min(first + Children, Count);
        for (var child = first; child < end; child++)
        {
            var candidate = this[(int)child].Deadline;
            if (candidate >= deadline) continue;
            deadline = candidate;
            earliest = (int)child;
        }
        return earliest;
    }

    readonly long CountBefore(long unixMilliseconds, long place)
    {
        if (place >= Count || this[(int)place].Deadline >= unixMilliseconds) return 0;
        var count = 1L;
        for (var child = 1; child <= Children; child++)
            count += CountBefore(unixMilliseconds, place * Children + child);
        return count;
    }

    void AddRoom(ShardHeap heap)
    {
        if (chunks == 1 && lastCapacity < ChunkPlaces)
        {
            var grown = heap.Allocate(lastCapacity * 2 * sizeof(nint));
            new ReadOnlySpan<nint>((void*)directory[0], Count).CopyTo(new Span<nint>((void*)grown, Count));
            heap.Free(directory[0], lastCapacity * sizeof(nint));
            directory[0] = grown;
            lastCapacity *= 2;
            return;
        }
        if (chunks == directoryLength) GrowDirectory(heap);
        lastCapacity = chunks == 0 ? FirstCapacity : ChunkPlaces;
        directory[chunks++] = heap.Allocate(lastCapacity * sizeof(nint));
    }

    void RemoveChunk(ShardHeap heap)
    {
        heap.Free(directory[--chunks], lastCapacity * sizeof(nint));
        lastCapacity = chunks == 0 ? 0 : ChunkPlaces;
    }

    void GrowDirectory(ShardHeap heap)
    {
        var length = Math.Max(directoryLength * 2, DirectoryMin);
        var grown = (nint*)heap.Allocate(length * sizeof(nint));
        new ReadOnlySpan<nint>(directory, chunks).CopyTo(new Span<nint>(grown, length));
        if (directory != null) heap.Free((nint)directory, directoryLength * sizeof(nint));
        directory = grown;
        directoryLength = length;
    }
}
