using System.Diagnostics;
using System.Runtime.CompilerServices;
using AotKv.Memory.Heaps;

namespace AotKv.Values.Streams;

/// <summary>
/// Items of fixed size in the order of their ids, in blocks of up to 128 under one directory. Lies in the shard's heap,
/// inside whatever owns it; used on the thread that runs the shard. Made for ids that mostly grow: adding at the end
/// and taking from the front move nothing, anywhere else at most one block and the directory.
/// </summary>
unsafe struct SortedBlocks<T> where T : unmanaged, IStreamItem
{
    const int BlockMax = 128;
    const int BlockMin = 4;

    Entry* directory;
    int capacity;
    int start;
    int blocks;

    /// <summary>The number of items.</summary>
    public long Count { get; private set; }

    /// <summary>The heap's bytes of blocks and directory.</summary>
    public readonly long Bytes
    {
        get
        {
            var bytes = (long)capacity * sizeof(Entry);
            for (var block = 0; block < blocks; block++) bytes += (long)At(block).Capacity * sizeof(T);
            return bytes;
        }
    }

    /// <summary>The item at a position.</summary>
    public readonly ref T this[in SortedPosition position] => ref At(position.Block).Items[position.Index];

    /// <summary>The place of the first item whose id is this one or greater; false where there is none.</summary>
    public readonly bool TrySeek(StreamId id, out SortedPosition position)
    {
        position = default;
        if (blocks == 0) return false;
        var block = Math.Max(BlockOf(id), 0);
        position.Block = block;
        position.Index = IndexOf(At(block), id);
        if (position.Index < At(block).Count) return true;
        position.Index = 0;
        return ++position.Block < blocks;
    }

    /// <summary>The place of the last item whose id is this one or smaller; false where there is none.</summary>
    public readonly bool TrySeekBackward(StreamId id, out SortedPosition position)
    {
        position = default;
        var block = BlockOf(id);
        if (block < 0) return false;
        var index = IndexOf(At(block), id);
        if (index == At(block).Count || At(block).Items[index].Id > id) index--;
        position.Block = block;
        position.Index = index;
        return true;
    }

    public readonly bool TryFind(StreamId id, out SortedPosition position) =>
        TrySeek(id, out position) && this[position].Id == id;

    /// <summary>The last item's place; false where there are no items.</summary>
    public readonly bool TryLast(out SortedPosition position)
    {
        position = default;
        if (blocks == 0) return false;
        position.Block = blocks - 1;
        position.Index = At(blocks - 1).Count - 1;
        return true;
    }

    /// <summary>Moves on by one; false behind the last.</summary>
    public readonly bool TryNext(ref SortedPosition position)
    {
        if (++position.Index < At(position.Block).Count) return true;
        position.Index = 0;
        return ++position.Block < blocks;
    }

    /// <summary>Moves back by one; false before the first.</summary>
    public readonly bool TryPrevious(ref SortedPosition position)
    {
        if (--position.Index >= 0) return true;
        if (--position.Block < 0) return false;
        position.Index = At(position.Block).Count - 1;
        return true;
    }

    /// <summary>Adds an item whose id is not there yet.</summary>
    public void Add(ShardHeap heap, in T item)
    {
        Count++;
        var block = blocks == 0 ? 0 : Math.Max(BlockOf(item.Id), 0);
        if (blocks == 0) InsertBlock(heap, 0);
        var index = IndexOf(At(block), item.Id);
        if (At(block).Count == BlockMax)
        {
            if (index == BlockMax && block == blocks - 1)
            {
                // At the very end a full block stays full: ids that grow would leave every block half empty.
                InsertBlock(heap, ++block);
                index = 0;
            }
            else
            {
                Split(heap, block);
                if (index > BlockMax / 2)
                {
                    block++;
                    index -= BlockMax / 2;
                }
            }
        }
        Insert(heap, ref At(block), index, item);
    }

    /// <summary>Takes out the item at a position.</summary>
    public void Remove(ShardHeap heap, in SortedPosition position)
    {
        Count--;
        ref var block = ref At(position.Block);
        block.Count--;
        if (block.Count == 0)
        {
            heap.Free((nint)block.Items, block.Capacity * sizeof(T));
            RemoveBlock(heap, position.Block);
            return;
        }
        var items = new Span<T>(block.Items, block.Count + 1);
        items[(position.Index + 1)..].CopyTo(items[position.Index..]);
        block.First = block.Items[0].Id;
        if (block.Count * 4 <= block.Capacity && block.Capacity > BlockMin) Resize(heap, ref block, block.Capacity / 2);
    }

    /// <summary>Takes out the last block with all its items; what they refer to is the caller's matter.</summary>
    public void RemoveLastBlock(ShardHeap heap)
    {
        ref var block = ref At(blocks - 1);
        Count -= block.Count;
        heap.Free((nint)block.Items, block.Capacity * sizeof(T));
        RemoveBlock(heap, blocks - 1);
    }

    /// <summary>The items of the last block. Only where there are items.</summary>
    public readonly Span<T> LastBlock => new(At(blocks - 1).Items, At(blocks - 1).Count);

    readonly ref Entry At(int block)
    {
        Debug.Assert((uint)block < (uint)blocks);
        return ref directory[start + block];
    }

    /// <summary>The last block whose first id is this one or smaller, or -1.</summary>
    readonly int BlockOf(StreamId id)
    {
        var low = 0;
        var high = blocks;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (At(middle).First <= id) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }

    /// <summary>The place of the first item in a block with this id or a greater one, or behind the last.</summary>
    static int IndexOf(in Entry block, StreamId id)
    {
        var low = 0;
        var high = block.Count;
        if (high > 0 && block.Items[high - 1].Id < id) return high;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (block.Items[middle].Id < id) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    static void Insert(ShardHeap heap, ref Entry block, int index, in T item)
    {
        if (block.Count == block.Capacity) Resize(heap, ref block, Math.Min(block.Capacity * 2, BlockMax));
        block.Count++;
        var items = new Span<T>(block.Items, block.Count);
        items[index..^1].CopyTo(items[(index + 1)..]);
        items[index] = item;
        block.First = items[0].Id;
    }

    void Split(ShardHeap heap, int block)
    {
        InsertBlock(heap, block + 1);
        ref var full = ref At(block);
        ref var fresh = ref At(block + 1);
        const int Half = BlockMax / 2;
        Resize(heap, ref fresh, Half);
        new Span<T>(full.Items + Half, BlockMax - Half).CopyTo(new(fresh.Items, Half));
        fresh.Count = full.Count = Half;
        fresh.First = fresh.Items[0].Id;
    }

    void InsertBlock(ShardHeap heap, int block)
    {
        if (start + blocks == capacity) MakeRoom(heap);
        blocks++;
        var entries = new Span<Entry>(directory + start, blocks);
        entries[block..^1].CopyTo(entries[(block + 1)..]);
        entries[block] = new() { Items = (T*)heap.Allocate(BlockMin * sizeof(T)), Capacity = BlockMin };
    }

    void RemoveBlock(ShardHeap heap, int block)
    {
        var entries = new Span<Entry>(directory + start, blocks);
        blocks--;
        if (blocks == 0)
        {
            heap.Free((nint)directory, capacity * sizeof(Entry));
            directory = null;
            capacity = start = 0;
        }
        else if (block == 0) start++;
        else entries[(block + 1)..].CopyTo(entries[block..]);
    }

    void MakeRoom(ShardHeap heap)
    {
        // Room at the front that trimming left is used first.
        var wanted = Math.Max(start >= blocks && blocks > 0 ? capacity : capacity * 2, 1);
        var fresh = (Entry*)heap.Allocate(wanted * sizeof(Entry));
        new Span<Entry>(directory + start, blocks).CopyTo(new(fresh, blocks));
        if (directory != null) heap.Free((nint)directory, capacity * sizeof(Entry));
        directory = fresh;
        capacity = wanted;
        start = 0;
    }

    static void Resize(ShardHeap heap, ref Entry block, int newCapacity)
    {
        var items = (T*)heap.Allocate(newCapacity * sizeof(T));
        new Span<T>(block.Items, block.Count).CopyTo(new(items, newCapacity));
        heap.Free((nint)block.Items, block.Capacity * sizeof(T));
        block.Items = items;
        block.Capacity = newCapacity;
    }

    struct Entry
    {
        public StreamId First;
        public T* Items;
        public int Count;
        public int Capacity;
    }
}
