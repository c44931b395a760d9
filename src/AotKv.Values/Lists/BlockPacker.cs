using AotKv.Wire.Compression;
using AotKv.Memory.Heaps;
using AotKv.Values.ListPacks;

namespace AotKv.Values.Lists;

/// <summary>Compresses the inner blocks of a list, and opens them. Runs on the thread that runs the shard.</summary>
static unsafe class BlockPacker
{
    /// <summary>A shorter listpack stays as it is.</summary>
    const int PackMin = 48;

    /// <summary>Compressing must save so much.</summary>
    const int SavedMin = 8;

    /// <summary>Compresses a block in its place, where that pays.</summary>
    public static void Pack(ShardHeap heap, ref ListBlock block)
    {
        if (block.IsCompressed || block.PackLength < PackMin) return;
        var room = Allocate(heap, block.PackLength - SavedMin);
        var used = Lzf.Compress(block.View.Bytes, new Span<byte>((void*)room.Address, (int)room.Length));
        if (used == 0)
        {
            ListPackEditor.Free(heap, room);
            return;
        }
        var packed = Allocate(heap, used);
        new Span<byte>((void*)room.Address, used).CopyTo(new Span<byte>((void*)packed.Address, used));
        ListPackEditor.Free(heap, room);
        ListPackEditor.Free(heap, block.Stored);
        block.Address = packed.Address;
        block.Capacity = (int)packed.Capacity;
        block.Length = used;
    }

    /// <summary>Makes a block's listpack readable in its place.</summary>
    public static void Unpack(ShardHeap heap, ref ListBlock block)
    {
        if (!block.IsCompressed) return;
        var pack = CopyOf(heap, block);
        ListPackEditor.Free(heap, block.Stored);
        block.Pack = pack;
    }

    /// <summary>A block's listpack in memory of its own, which the caller frees.</summary>
    public static ValueReference CopyOf(ShardHeap heap, in ListBlock block)
    {
        var pack = Allocate(heap, block.PackLength);
        var to = new Span<byte>((void*)pack.Address, block.PackLength);
        var from = new ReadOnlySpan<byte>((void*)block.Address, block.Length);
        if (!block.IsCompressed) from.CopyTo(to);
        else if (!Lzf.TryDecompress(from, to))
            throw new InvalidOperationException("A compressed block of a list is damaged.");
        return pack;
    }

    /// <summary>What stands in a block, compressed or not, in another heap.</summary>
    public static ListBlock CopyTo(ShardHeap heap, in ListBlock block)
    {
        var copy = block;
        var stored = Allocate(heap, block.Length);
        new ReadOnlySpan<byte>((void*)block.Address, block.Length)
            .CopyTo(new Span<byte>((void*)stored.Address, block.Length));
        copy.Address = stored.Address;
        copy.Capacity = (int)stored.Capacity;
        return copy;
    }

    static ValueReference Allocate(ShardHeap heap, int bytes)
    {
        var address = bytes <= ShardHeap.SmallMax ? heap.Allocate(bytes) : heap.AllocateLarge(bytes);
        return new(address, bytes, ShardHeap.GoodSizeOf(bytes));
    }
}
