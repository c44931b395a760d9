using AotKv.Memory.Heaps;

namespace AotKv.Values.Lists;

/// <summary>
/// The blocks of a long list in order: a root of segments of up to 128 blocks each, with the elements counted at both
/// levels, so that finding an index among a million elements reads a few dozen numbers. On the stack of the thread that
/// runs the shard; the caller writes the root's reference back, whose length is the number of elements.
/// </summary>
//  root:     | header, 16 bytes | segments, 24 bytes each |
//  segment:  | blocks, 24 bytes each |
unsafe ref struct BlockDirectory
{
    const int FirstSegments = 4;
    const int FirstBlocks = 4;

    readonly ShardHeap heap;
    readonly ref ValueReference root;

    public BlockDirectory(ShardHeap heap, ref ValueReference root)
    {
        this.heap = heap;
        this.root = ref root;
    }

    public static ValueReference Create(ShardHeap heap, int fill, int depth)
    {
        var bytes = sizeof(ListRoot) + FirstSegments * sizeof(ListSegment);
        var capacity = ShardHeap.GoodSizeOf(bytes);
        var address = Allocate(heap, capacity);
        *(ListRoot*)address = new ListRoot { Fill = fill, Depth = depth };
        return new(address, Length: 0, capacity);
    }

    public readonly ref ListRoot Header => ref *(ListRoot*)root.Address;

    readonly ListSegment* Segments => (ListSegment*)(root.Address + sizeof(ListRoot));

    public readonly BlockPlace First => default;

    public readonly BlockPlace Last
    {
        get
        {
            var segment = Header.Segments - 1;
            return new(segment, Segments[segment].Blocks - 1);
        }
    }

    public readonly ref ListBlock this[BlockPlace place] =>
        ref ((ListBlock*)Segments[place.Segment].Address)[place.Block];

    public readonly bool TryNext(ref BlockPlace place)
    {
        if (place.Block + 1 < Segments[place.Segment].Blocks) place = place with { Block = place.Block + 1 };
        else if (place.Segment + 1 < Header.Segments) place = new(place.Segment + 1, 0);
        else return false;
        return true;
    }

    public readonly bool TryPrevious(ref BlockPlace place)
    {
        if (place.Block > 0) place = place with { Block = place.Block - 1 };
        else if (place.Segment > 0) place = new(place.Segment - 1, Segments[place.Segment - 1].Blocks - 1);
        else return false;
        return true;
    }

    /// <summary>The block of an element that exists; <paramref name="index"/> becomes its index there.</summary>
    public readonly BlockPlace Find(ref long index) =>
        index <= root.Length / 2 ? FindFromHead(ref index) : FindFromTail(ref index);

    readonly BlockPlace FindFromHead(ref long index)
    {
        var segment = 0;
        while (index >= Segments[segment].Elements) index -= Segments[segment++].Elements;
        var blocks = (ListBlock*)Segments[segment].Address;
        var block = 0;
        while (index >= blocks[block].Count) index -= blocks[block++].Count;
        return new(segment, block);
    }

    readonly BlockPlace FindFromTail(ref long index)
    {
        var after = root.Length - index;
        var segment = Header.Segments - 1;
        while (after > Segments[segment].Elements) after -= Segments[segment--].Elements;
        var blocks = (ListBlock*)Segments[segment].Address;
        var block = Segments[segment].Blocks - 1;
        while (after > blocks[block].Count) after -= blocks[block--].Count;
        index = blocks[block].Count - after;
        return new(segment, block);
    }

    /// <summary>How many blocks stand before a place, as far as there are fewer than a limit.</summary>
    public readonly int CountBefore(BlockPlace place, int limit)
    {
        var count = 0;
        for (var i = 0; i < place.Segment && count < limit; i++) count += Segments[i].Blocks;
        return count + place.Block;
    }

    /// <summary>How many blocks stand after a place, as far as there are fewer than a limit.</summary>
    public readonly int CountAfter(BlockPlace place, int limit)
    {
        var count = Segments[place.Segment].Blocks - 1 - place.Block;
        for (var i = Header.Segments - 1; i > place.Segment && count < limit; i--) count += Segments[i].Blocks;
        return count;
    }

    /// <summary>A block has so many elements more, or fewer.</summary>
    public readonly void AddElements(BlockPlace place, int count)
    {
        this[place].Count += count;
        Counted(place, count);
    }

    readonly void Counted(BlockPlace place, int count)
    {
        Segments[place.Segment].Elements += count;
        root = root with { Length = root.Length + count };
    }

    /// <summary>Puts a block before the first.</summary>
    public void AddFirst(in ListBlock block) => Insert(default, block);

    /// <summary>Puts a block after the last.</summary>
    public void AddLast(in ListBlock block)
    {
        var segments = Header.Segments;
        Insert(segments == 0 ? default : new(segments - 1, Segments[segments - 1].Blocks), block);
    }

    /// <summary>Puts a block after another and returns where it stands.</summary>
    public BlockPlace InsertAfter(BlockPlace place, in ListBlock block) =>
        Insert(place with { Block = place.Block + 1 }, block);

    /// <summary>Puts a block at a place; what stands there comes after it. Returns where it stands now.</summary>
    public BlockPlace Insert(BlockPlace place, in ListBlock block)
    {
        if (Header.Segments == 0) InsertSegment(0, FirstBlocks);
        else if (Segments[place.Segment].Blocks == ListSegment.BlocksMax) place = MakeRoom(place);
        ref var segment = ref Segments[place.Segment];
        if (segment.Blocks == segment.Capacity) GrowSegment(ref segment);
        var blocks = new Span<ListBlock>((void*)segment.Address, segment.Capacity);
        blocks[place.Block..segment.Blocks].CopyTo(blocks[(place.Block + 1)..]);
        blocks[place.Block] = block;
        segment.Blocks++;
        Header.Blocks++;
        Counted(place, block.Count);
        return place;
    }

    /// <summary>
    /// Takes a block out, not its memory. The place is then that of the block behind it, if there is one.
    /// </summary>
    public void Remove(ref BlockPlace place)
    {
        ref var segment = ref Segments[place.Segment];
        Counted(place, -this[place].Count);
        var blocks = new Span<ListBlock>((void*)segment.Address, segment.Blocks);
        blocks[(place.Block + 1)..].CopyTo(blocks[place.Block..]);
        segment.Blocks--;
        Header.Blocks--;
        if (segment.Blocks == 0)
        {
            RemoveSegment(place.Segment);
            place = new(place.Segment, 0);
        }
        else if (place.Block == segment.Blocks) place = new(place.Segment + 1, 0);
    }

    /// <summary>Whether a place that <see cref="Remove"/> left has a block.</summary>
    public readonly bool Has(BlockPlace place) => place.Segment < Header.Segments;

    /// <summary>Moves whole segments to another list's end.</summary>
    public void MoveSegmentsTo(ref BlockDirectory other, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            var moved = Segments[i];
            var at = other.Header.Segments;
            other.OpenSegment(at) = moved;
            other.Header.Blocks += moved.Blocks;
            other.root = other.root with { Length = other.root.Length + moved.Elements };
            Header.Blocks -= moved.Blocks;
            root = root with { Length = root.Length - moved.Elements };
        }
        var segments = new Span<ListSegment>(Segments, Header.Segments);
        segments[(first + count)..].CopyTo(segments[first..]);
        Header.Segments -= count;
    }

    public readonly int SegmentCount => Header.Segments;

    public readonly long ElementsOfSegment(int segment) => Segments[segment].Elements;

    /// <summary>The memory of root and segments.</summary>
    public readonly long Bytes
    {
        get
        {
            var bytes = root.Capacity;
            for (var i = 0; i < Header.Segments; i++) bytes += SegmentBytes(Segments[i].Capacity);
            return bytes;
        }
    }

    /// <summary>Gives the root's memory back. Nothing is left in it.</summary>
    public void FreeRoot() => Free(heap, root.Address, root.Capacity);

    /// <summary>The place is in a full segment: gives one that has room.</summary>
    BlockPlace MakeRoom(BlockPlace place)
    {
        if (place.Block == ListSegment.BlocksMax)
        {
            InsertSegment(place.Segment + 1, ListSegment.BlocksMax);
            return new(place.Segment + 1, 0);
        }
        if (place.Block == 0)
        {
            InsertSegment(place.Segment, ListSegment.BlocksMax);
            return place;
        }
        InsertSegment(place.Segment + 1, ListSegment.BlocksMax);
        ref var full = ref Segments[place.Segment];
        ref var upper = ref Segments[place.Segment + 1];
        const int Half = ListSegment.BlocksMax / 2;
        var from = new Span<ListBlock>((void*)full.Address, full.Blocks)[Half..];
        from.CopyTo(new Span<ListBlock>((void*)upper.Address, upper.Capacity));
        foreach (ref var moved in from) upper.Elements += moved.Count;
        upper.Blocks = from.Length;
        full.Blocks = Half;
        full.Elements -= upper.Elements;
        return place.Block <= Half ? place : new(place.Segment + 1, place.Block - Half);
    }

    void InsertSegment(int at, int blocks)
    {
        var bytes = SegmentBytes(blocks);
        OpenSegment(at) = new ListSegment { Address = Allocate(heap, bytes), Capacity = blocks };
    }

    /// <summary>Makes room for a segment in the root.</summary>
    ref ListSegment OpenSegment(int at)
    {
        var count = Header.Segments;
        var room = (int)((root.Capacity - sizeof(ListRoot)) / sizeof(ListSegment));
        if (count == room) GrowRoot();
        var segments = new Span<ListSegment>(Segments, count + 1);
        segments[at..count].CopyTo(segments[(at + 1)..]);
        Header.Segments++;
        return ref segments[at];
    }

    void GrowRoot()
    {
        var used = sizeof(ListRoot) + Header.Segments * sizeof(ListSegment);
        var capacity = ShardHeap.GoodSizeOf(2L * used);
        var address = Allocate(heap, capacity);
        new Span<byte>((void*)root.Address, used).CopyTo(new Span<byte>((void*)address, used));
        Free(heap, root.Address, root.Capacity);
        root = root with { Address = address, Capacity = capacity };
    }

    void GrowSegment(ref ListSegment segment)
    {
        var capacity = Math.Min(segment.Capacity * 2, ListSegment.BlocksMax);
        var address = Allocate(heap, SegmentBytes(capacity));
        var used = segment.Blocks * sizeof(ListBlock);
        new Span<byte>((void*)segment.Address, used).CopyTo(new Span<byte>((void*)address, used));
        Free(heap, segment.Address, SegmentBytes(segment.Capacity));
        segment.Address = address;
        segment.Capacity = capacity;
    }

    void RemoveSegment(int at)
    {
        Free(heap, Segments[at].Address, SegmentBytes(Segments[at].Capacity));
        var segments = new Span<ListSegment>(Segments, Header.Segments);
        segments[(at + 1)..].CopyTo(segments[at..]);
        Header.Segments--;
    }

    static long SegmentBytes(int blocks) => ShardHeap.GoodSizeOf((long)blocks * sizeof(ListBlock));

    static nint Allocate(ShardHeap heap, long bytes) =>
        bytes <= ShardHeap.SmallMax ? heap.Allocate((int)bytes) : heap.AllocateLarge(bytes);

    static void Free(ShardHeap heap, nint address, long bytes)
    {
        if (bytes <= ShardHeap.SmallMax) heap.Free(address, (int)bytes);
        else heap.FreeLarge(address, bytes);
    }
}
