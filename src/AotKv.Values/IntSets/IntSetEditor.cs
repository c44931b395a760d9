using System.Buffers.Binary;
using AotKv.Memory.Heaps;

namespace AotKv.Values.IntSets;

/// <summary>
/// Changes an intset, which may move: the caller writes the block's reference back where it keeps it. Runs on the
/// thread that runs the shard whose heap it is. A reference of all zeros is an empty set without a block.
/// </summary>
public unsafe ref struct IntSetEditor
{
    /// <summary>A block is made smaller when it could be this many times shorter.</summary>
    const int ShrinkBelow = 2;

    readonly ShardHeap heap;
    readonly ref ValueReference block;

    public IntSetEditor(ShardHeap heap, ref ValueReference block)
    {
        this.heap = heap;
        this.block = ref block;
    }

    /// <summary>A block with an intset's bytes, which are sound.</summary>
    public static ValueReference Create(ShardHeap heap, ReadOnlySpan<byte> intSet)
    {
        return intSet.IsEmpty ? default : CompactBlock.Create(heap, intSet);
    }

    public static void Free(ShardHeap heap, in ValueReference block) => CompactBlock.Free(heap, block);

    /// <summary>The intset as it is now.</summary>
    public readonly IntSet View => new(block);

    /// <summary>Adds an integer; false where it was there.</summary>
    public readonly bool Add(long number)
    {
        var view = View;
        var count = view.Count;
        var width = Math.Max(IntSet.WidthOf(number), view.Width);
        var index = view.Search(number);
        if (index >= 0) return false;
        index = ~index;
        var oldWidth = view.Width;
        var length = checked(IntSet.HeaderBytes + (count + 1) * width);
        if (length > block.Capacity) SetCapacity((int)ShardHeap.RoomySizeOf(length));
        block = block with { Length = length };
        var bytes = CompactBlock.BytesOf(block);
        if (width != oldWidth) Widen(bytes, count, oldWidth, width, index);
        else
        {
            var at = IntSet.HeaderBytes + index * width;
            bytes[at..^width].CopyTo(bytes[(at + width)..]);
        }
        Write(bytes, index, width, number);
        WriteHeader(bytes, width, count + 1);
        return true;
    }

    /// <summary>Removes an integer; false where it was not there. The width stays, as in Valkey.</summary>
    public readonly bool Remove(long number)
    {
        var index = View.Search(number);
        if (index < 0) return false;
        RemoveAt(index);
        return true;
    }

    /// <summary>Removes the integer with an index.</summary>
    public readonly void RemoveAt(int index)
    {
        var view = View;
        var width = view.Width;
        var count = view.Count;
        var bytes = CompactBlock.BytesOf(block);
        var at = IntSet.HeaderBytes + index * width;
        bytes[(at + width)..].CopyTo(bytes[at..]);
        WriteHeader(bytes, width, count - 1);
        block = block with { Length = bytes.Length - width };
        if (block.Capacity > ShrinkBelow * ShardHeap.GoodSizeOf(block.Length)) SetCapacity((int)block.Length);
    }

    /// <summary>
    /// Makes all integers wider, those from an index on one place further up. The new one is the lowest or highest.
    /// </summary>
    static void Widen(Span<byte> bytes, int count, int oldWidth, int width, int index)
    {
        var shift = index == 0 ? 1 : 0;
        for (var i = count - 1; i >= 0; i--)
        {
            var from = bytes[(IntSet.HeaderBytes + i * oldWidth)..];
            var number = oldWidth == sizeof(short)
                ? BinaryPrimitives.ReadInt16LittleEndian(from)
                : BinaryPrimitives.ReadInt32LittleEndian(from);
            Write(bytes, i + shift, width, number);
        }
    }

    static void Write(Span<byte> bytes, int index, int width, long number)
    {
        var to = bytes[(IntSet.HeaderBytes + index * width)..];
        if (width == sizeof(short)) BinaryPrimitives.WriteInt16LittleEndian(to, (short)number);
        else if (width == sizeof(int)) BinaryPrimitives.WriteInt32LittleEndian(to, (int)number);
        else BinaryPrimitives.WriteInt64LittleEndian(to, number);
    }

    static void WriteHeader(Span<byte> bytes, int width, int count)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes, width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], count);
    }

    readonly void SetCapacity(int bytes) => block = CompactBlock.Resize(heap, block, bytes);
}
