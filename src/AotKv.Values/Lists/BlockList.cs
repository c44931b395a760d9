using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.ListPacks;

namespace AotKv.Values.Lists;

/// <summary>
/// A long list: blocks of listpacks, those within list-compress-depth of an end readable, the others compressed. Where
/// blocks are split and joined is as in Valkey, because a list of one small block becomes compact again. On the stack
/// of the thread that runs the shard; the caller writes the root's reference back.
/// </summary>
ref struct BlockList
{
    readonly ShardHeap heap;
    readonly BlockFill fill;
    readonly int depth;
    BlockDirectory blocks;

    public BlockList(ValueHome home, ref ValueReference root)
    {
        heap = home.Heap;
        blocks = new BlockDirectory(heap, ref root);
        fill = new BlockFill(blocks.Header.Fill, home.ListPlainBytes);
        depth = blocks.Header.Depth;
    }

    public readonly BlockDirectory Blocks => blocks;

    /// <summary>Makes a listpack, which may be empty and is the list's from here on, the first block.</summary>
    public void Adopt(in ValueReference pack, int count)
    {
        if (count > 0) blocks.AddFirst(new ListBlock(pack, count, isPlain: false));
        else ListPackEditor.Free(heap, pack);
    }

    /// <summary>Adds an element at an end.</summary>
    public void Push(ListEnd end, ReadOnlySpan<byte> text)
    {
        if (blocks.Header.Blocks > 0)
        {
            var place = end == ListEnd.Head ? blocks.First : blocks.Last;
            if (fill.HasRoom(blocks[place], text.Length))
            {
                Put(place, end, text);
                return;
            }
        }
        var block = MakeBlock(text);
        if (end == ListEnd.Head) blocks.AddFirst(block);
        else blocks.AddLast(block);
        SettleEnds();
    }

    /// <summary>Adds an element beside another, which stands in a block at an offset.</summary>
    public void Insert(BlockPlace place, int offset, ReadOnlySpan<byte> text, ListSide side)
    {
        var isFull = !fill.HasRoom(blocks[place], text.Length);
        if (!isFull)
        {
            InsertInto(place, side == ListSide.After ? offset + 1 : offset, text);
            Close(place);
            return;
        }
        var atEdge = side == ListSide.After ? offset == blocks[place].Count - 1 : offset == 0;
        if (!atEdge)
        {
            InsertSplitting(place, offset, text, side);
            return;
        }
        var neighbour = place;
        var hasNeighbour = side == ListSide.After ? blocks.TryNext(ref neighbour) : blocks.TryPrevious(ref neighbour);
        if (hasNeighbour && fill.HasRoom(blocks[neighbour], text.Length))
        {
            Put(neighbour, side == ListSide.After ? ListEnd.Head : ListEnd.Tail, text);
            Close(neighbour);
            return;
        }
        var block = MakeBlock(text);
        Close(side == ListSide.After ? blocks.InsertAfter(place, block) : blocks.Insert(place, block));
        SettleEnds();
    }

    /// <summary>Puts another element in the place of one.</summary>
    public void Replace(long index, ReadOnlySpan<byte> text)
    {
        var offset = index;
        var place = blocks.Find(ref offset);
        if (blocks[place].IsPlain || fill.IsLarge(text.Length))
        {
            Insert(place, (int)offset, text, ListSide.After);
            RemoveRange(index, 1);
            return;
        }
        var pack = Open(place);
        var editor = new ListPackEditor(heap, ref pack);
        editor.Replace(editor.View.Seek((int)offset), text);
        blocks[place].Pack = pack;
        Close(place);
    }

    /// <summary>Removes so many elements that exist from an index on.</summary>
    public void RemoveRange(long index, long count)
    {
        while (count > 0)
        {
            var offset = index;
            var place = blocks.Find(ref offset);
            var removed = (int)Math.Min(count, blocks[place].Count - offset);
            if (removed == blocks[place].Count) Drop(ref place);
            else
            {
                var pack = Open(place);
                var editor = new ListPackEditor(heap, ref pack);
                editor.Delete(editor.View.Seek((int)offset), removed);
                blocks[place].Pack = pack;
                blocks.AddElements(place, -removed);
                Close(place);
            }
            count -= removed;
        }
        SettleEnds();
    }

    /// <summary>Removes up to so many elements that read as a text, from one end on. Returns how many.</summary>
    public long RemoveEqual(ReadOnlySpan<byte> text, long max, ListDirection direction)
    {
        var removed = 0L;
        var place = direction == ListDirection.Forward ? blocks.First : blocks.Last;
        var more = true;
        while (more && removed < max && blocks.Header.Blocks > 0)
        {
            var pack = Open(place);
            var found = PackSearch.RemoveEqual(heap, ref pack, text, max - removed, direction);
            blocks[place].Pack = pack;
            blocks.AddElements(place, -found);
            removed += found;
            if (blocks[place].Count == 0)
            {
                Drop(ref place);
                more = direction == ListDirection.Forward ? blocks.Has(place) : blocks.TryPrevious(ref place);
            }
            else
            {
                Close(place);
                more = direction == ListDirection.Forward ? blocks.TryNext(ref place) : blocks.TryPrevious(ref place);
            }
        }
        SettleEnds();
        return removed;
    }

    /// <summary>Frees the last blocks, some of them; false where none is left.</summary>
    public bool FreeSome(int blocksMax)
    {
        for (var i = 0; i < blocksMax && blocks.Header.Blocks > 0; i++)
        {
            var last = blocks.Last;
            Drop(ref last);
        }
        return blocks.Header.Blocks > 0;
    }

    /// <summary>
    /// Readable and compressed blocks again where they have to be, after blocks came or went at the ends.
    /// </summary>
    public void SettleEnds()
    {
        if (depth == 0 || blocks.Header.Blocks == 0) return;
        var head = blocks.First;
        var tail = blocks.Last;
        for (var i = 0; i < depth; i++)
        {
            BlockPacker.Unpack(heap, ref blocks[head]);
            BlockPacker.Unpack(heap, ref blocks[tail]);
            if (!blocks.TryNext(ref head) || !blocks.TryPrevious(ref tail)) return;
        }
        Close(head);
        Close(tail);
    }

    /// <summary>The block is full and the element goes between two others of it.</summary>
    void InsertSplitting(BlockPlace place, int offset, ReadOnlySpan<byte> text, ListSide side)
    {
        var right = Split(place, side == ListSide.After ? offset + 1 : offset);

        // Not the place from before: its segment may have been divided to make room.
        var left = right;
        blocks.TryPrevious(ref left);
        BlockPlace centre;
        if (fill.IsLarge(text.Length)) centre = blocks.InsertAfter(left, MakeBlock(text));
        else if (side == ListSide.After)
        {
            Put(right, ListEnd.Head, text);
            centre = MergeAround(left);
        }
        else
        {
            Put(left, ListEnd.Tail, text);
            centre = MergeAround(right);
        }
        CloseAround(centre);
        SettleEnds();
    }

    /// <summary>Cuts a block in two before an offset; returns the place of the second.</summary>
    BlockPlace Split(BlockPlace place, int offset)
    {
        var pack = Open(place);
        var count = blocks[place].Count;
        var second = BlockPacker.CopyOf(heap, blocks[place]);
        var editor = new ListPackEditor(heap, ref second);
        editor.Delete(editor.View.First, offset);
        editor = new ListPackEditor(heap, ref pack);
        editor.Delete(editor.View.Seek(offset), count - offset);
        blocks[place].Pack = pack;
        blocks.AddElements(place, offset - count);
        return blocks.InsertAfter(place, new ListBlock(second, count - offset, isPlain: false));
    }

    /// <summary>
    /// Joins a block's neighbours and the block itself where one block has room; returns where it is then.
    /// </summary>
    BlockPlace MergeAround(BlockPlace centre)
    {
        var next = centre;
        if (blocks.TryNext(ref next)) TryMerge(next, out _);
        var previous = centre;
        if (blocks.TryPrevious(ref previous) && blocks.TryPrevious(ref previous) && TryMerge(previous, out var behind))
            centre = behind;
        previous = centre;
        if (blocks.TryPrevious(ref previous) && TryMerge(previous, out _)) centre = previous;
        TryMerge(centre, out _);
        return centre;
    }

    /// <summary>
    /// Joins a block with the next; <paramref name="behind"/> is where the one behind both then stands.
    /// </summary>
    bool TryMerge(BlockPlace left, out BlockPlace behind)
    {
        behind = left;
        if (!blocks.TryNext(ref behind) || !fill.CanMerge(blocks[left], blocks[behind])) return false;
        var pack = Open(left);
        var editor = new ListPackEditor(heap, ref pack);
        Open(behind);
        editor.AppendAll(blocks[behind].View);
        var count = blocks[behind].Count;
        blocks[left].Pack = pack;
        Drop(ref behind);
        blocks.AddElements(left, count);
        return true;
    }

    void Put(BlockPlace place, ListEnd end, ReadOnlySpan<byte> text) =>
        InsertInto(place, end == ListEnd.Head ? 0 : blocks[place].Count, text);

    void InsertInto(BlockPlace place, int offset, ReadOnlySpan<byte> text)
    {
        var pack = Open(place);
        var editor = new ListPackEditor(heap, ref pack);
        if (offset == 0) editor.Prepend(text);
        else if (offset == blocks[place].Count) editor.Append(text);
        else editor.Insert(editor.View.Seek(offset), text);
        blocks[place].Pack = pack;
        blocks.AddElements(place, 1);
    }

    readonly ListBlock MakeBlock(ReadOnlySpan<byte> text)
    {
        var pack = ListPackEditor.Create(heap);
        new ListPackEditor(heap, ref pack).Append(text);
        return new ListBlock(pack, count: 1, fill.IsLarge(text.Length));
    }

    /// <summary>Frees a block; the place is then that of the block behind it.</summary>
    void Drop(ref BlockPlace place)
    {
        ListPackEditor.Free(heap, blocks[place].Stored);
        blocks.Remove(ref place);
    }

    readonly ValueReference Open(BlockPlace place)
    {
        ref var block = ref blocks[place];
        BlockPacker.Unpack(heap, ref block);
        return block.Pack;
    }

    readonly void CloseAround(BlockPlace place)
    {
        if (depth == 0) return;
        Close(place);
        var other = place;
        if (blocks.TryPrevious(ref other)) Close(other);
        if (blocks.TryPrevious(ref other)) Close(other);
        other = place;
        if (blocks.TryNext(ref other)) Close(other);
        if (blocks.TryNext(ref other)) Close(other);
    }

    readonly void Close(BlockPlace place)
    {
        if (depth == 0) return;
        var isInner = blocks.CountBefore(place, depth) >= depth && blocks.CountAfter(place, depth) >= depth;
        if (isInner) BlockPacker.Pack(heap, ref blocks[place]);
        else BlockPacker.Unpack(heap, ref blocks[place]);
    }
}
