using System.Buffers.Binary;
using AotKv.Memory.Heaps;

namespace AotKv.Values.ListPacks;

/// <summary>
/// Changes a listpack, which may move: the caller writes the block's reference back where it keeps it. Runs on the
/// thread that runs the shard whose heap it is. Texts that are given in must not lie in the block. A text that is a
/// number in canonical form is held as the number.
/// </summary>
public unsafe ref struct ListPackEditor
{
    /// <summary>A block is made smaller when it could be this many times shorter.</summary>
    const int ShrinkBelow = 2;

    readonly ShardHeap heap;
    readonly ref ValueReference block;

    public ListPackEditor(ShardHeap heap, ref ValueReference block)
    {
        this.heap = heap;
        this.block = ref block;
    }

    /// <summary>A new listpack without items, with room for so many bytes.</summary>
    public static ValueReference Create(ShardHeap heap, int capacity = ListPack.EmptyBytes)
    {
        var block = CompactBlock.Allocate(heap, Math.Max(capacity, ListPack.EmptyBytes));
        block = block with { Length = ListPack.EmptyBytes };
        var bytes = CompactBlock.BytesOf(block);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, ListPack.EmptyBytes);
        bytes[4..ListPack.HeaderBytes].Clear();
        bytes[ListPack.HeaderBytes] = ListPackEntry.End;
        return block;
    }

    /// <summary>A block with a listpack's bytes, which are sound.</summary>
    public static ValueReference Create(ShardHeap heap, ReadOnlySpan<byte> listPack) =>
        CompactBlock.Create(heap, listPack);

    public static void Free(ShardHeap heap, in ValueReference block) => CompactBlock.Free(heap, block);

    /// <summary>The listpack as it is now.</summary>
    public readonly ListPack View => new(block);

    /// <summary>Adds an item after the last.</summary>
    public readonly void Append(ReadOnlySpan<byte> text) => Insert((int)block.Length - 1, text);

    public readonly void Append(long number) => Insert((int)block.Length - 1, number);

    /// <summary>Adds an item before the first.</summary>
    public readonly void Prepend(ReadOnlySpan<byte> text) => Insert(ListPack.HeaderBytes, text);

    /// <summary>Adds an item before the one at a position, or at <see cref="ListPack.EndPosition"/>.</summary>
    public readonly void Insert(int position, ReadOnlySpan<byte> text)
    {
        Put(position, oldBytes: 0, text);
        AddToCount(1);
    }

    public readonly void Insert(int position, long number)
    {
        Put(position, oldBytes: 0, number);
        AddToCount(1);
    }

    /// <summary>Puts another item in the place of one; the position stays.</summary>
    public readonly void Replace(int position, ReadOnlySpan<byte> text) =>
        Put(position, View.After(position) - position, text);

    public readonly void Replace(int position, long number) =>
        Put(position, View.After(position) - position, number);

    /// <summary>Removes so many items from a position on, as far as there are some.</summary>
    public readonly void Delete(int position, int count = 1)
    {
        var view = View;
        var end = position;
        var removed = 0;
        while (removed < count && end < view.EndPosition)
        {
            end = view.After(end);
            removed++;
        }
        Splice(position, end - position, newBytes: 0);
        AddToCount(-removed);
        if (block.Capacity > ShrinkBelow * ShardHeap.GoodSizeOf(block.Length)) SetCapacity((int)block.Length);
    }

    /// <summary>Appends all items of another listpack, which is not this one.</summary>
    public readonly void AppendAll(ListPack other)
    {
        var count = other.Count;
        var entries = other.Bytes[ListPack.HeaderBytes..^1];
        var position = (int)block.Length - 1;
        Splice(position, oldBytes: 0, entries.Length);
        entries.CopyTo(CompactBlock.BytesOf(block)[position..]);
        AddToCount(count);
    }

    /// <summary>Makes room for a listpack of so many bytes in all, against moving at every addition.</summary>
    public readonly void Reserve(int bytes)
    {
        if (bytes > block.Capacity) SetCapacity(bytes);
    }

    /// <summary>Gives back the room that is not used.</summary>
    public readonly void TrimExcess()
    {
        if (block.Capacity > ShardHeap.GoodSizeOf(block.Length)) SetCapacity((int)block.Length);
    }

    readonly void Put(int position, int oldBytes, ReadOnlySpan<byte> text)
    {
        if (DecimalInteger.TryParse(text, out var number))
        {
            Put(position, oldBytes, number);
            return;
        }
        var bytes = ListPackEntry.BytesOfText(text.Length);
        Splice(position, oldBytes, bytes + ListPackEntry.BackLengthBytes(bytes));
        ListPackEntry.WriteText(CompactBlock.BytesOf(block)[position..], text);
    }

    readonly void Put(int position, int oldBytes, long number)
    {
        var bytes = ListPackEntry.BytesOfInteger(number);
        Splice(position, oldBytes, bytes + ListPackEntry.BackLengthBytes(bytes));
        ListPackEntry.WriteInteger(CompactBlock.BytesOf(block)[position..], number);
    }

    /// <summary>Makes room of another length in the place of some bytes; what follows moves.</summary>
    readonly void Splice(int position, int oldBytes, int newBytes)
    {
        var length = (int)block.Length;
        var newLength = checked(length - oldBytes + newBytes);
        if (newLength > block.Capacity) SetCapacity((int)ShardHeap.RoomySizeOf(newLength));
        var whole = new Span<byte>((void*)block.Address, (int)block.Capacity);
        if (oldBytes != newBytes)
            whole[(position + oldBytes)..length].CopyTo(whole[(position + newBytes)..]);
        block = block with { Length = newLength };
        BinaryPrimitives.WriteInt32LittleEndian(whole, newLength);
    }

    readonly void SetCapacity(int bytes) => block = CompactBlock.Resize(heap, block, bytes);

    readonly void AddToCount(int added)
    {
        var field = CompactBlock.BytesOf(block)[4..];
        var count = (int)BinaryPrimitives.ReadUInt16LittleEndian(field);
        if (count == ListPack.CountUnknown) return;
        BinaryPrimitives.WriteUInt16LittleEndian(field, (ushort)Math.Min(count + added, ListPack.CountUnknown));
    }
}
