using AotKv.Memory.Heaps;

namespace AotKv.Values;

/// <summary>
/// The one block that holds a compact value, a listpack or an intset, whole: short or long, it comes from the shard's
/// heap, and it moves when it grows. On the thread that runs the shard.
/// </summary>
static unsafe class CompactBlock
{
    /// <summary>A block without content, with room for so many bytes.</summary>
    public static ValueReference Allocate(ShardHeap heap, int bytes)
    {
        var capacity = ShardHeap.GoodSizeOf(bytes);
        var address = bytes <= ShardHeap.SmallMax ? heap.Allocate(bytes) : heap.AllocateLarge(bytes);
        return new(address, Length: 0, capacity);
    }

    /// <summary>A block with these bytes.</summary>
    public static ValueReference Create(ShardHeap heap, ReadOnlySpan<byte> content)
    {
        var block = Allocate(heap, content.Length) with { Length = content.Length };
        content.CopyTo(BytesOf(block));
        return block;
    }

    /// <summary>Gives a block back; a reference of all zeros has none.</summary>
    public static void Free(ShardHeap heap, in ValueReference block)
    {
        if (block.Address == 0) return;
        if (block.Capacity <= ShardHeap.SmallMax) heap.Free(block.Address, (int)block.Capacity);
        else heap.FreeLarge(block.Address, block.Capacity);
    }

    /// <summary>The block with its content and room for so many bytes, no fewer than its content has.</summary>
    public static ValueReference Resize(ShardHeap heap, in ValueReference block, int bytes)
    {
        if (block.Capacity > ShardHeap.SmallMax && bytes > ShardHeap.SmallMax)
        {
            var capacity = ShardHeap.GoodSizeOf(bytes);
            var address = heap.ResizeLarge(block.Address, block.Capacity, capacity);
            return block with { Address = address, Capacity = capacity };
        }
        var moved = Allocate(heap, bytes) with { Length = block.Length };
        BytesOf(block).CopyTo(BytesOf(moved));
        Free(heap, block);
        return moved;
    }

    /// <summary>The content; good until the block is changed.</summary>
    public static Span<byte> BytesOf(in ValueReference block) => new((void*)block.Address, (int)block.Length);
}
