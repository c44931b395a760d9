using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.ListPacks;

namespace AotKv.Values.Lists;

/// <summary>
/// The list at a key: one listpack while it is short, blocks of them when it is long. A view on the stack of the thread
/// that runs the shard. Texts that are given in must not lie in the list.
/// </summary>
public readonly struct ListValue : IValueView<ListValue>
{
    readonly ValueHome home;
    readonly Record record;

    ListValue(ValueHome home, Record record)
    {
        this.home = home;
        this.record = record;
    }

    public static RecordType Type => RecordType.List;

    public static NewValue Create(ValueHome home) => new(RecordEncoding.ListPack, ListPackEditor.Create(home.Heap));

    public static ListValue Open(ValueHome home, Record record) => new(home, record);

    public Record Record => record;

    public bool IsEmpty => Count == 0;

    /// <summary>The number of elements.</summary>
    public long Count => IsCompact ? new ListPack(record.Reference).Count : record.Reference.Length;

    /// <summary>Whether it is one listpack.</summary>
    public bool IsCompact => record.Encoding == RecordEncoding.ListPack;

    /// <summary>The bytes of all blocks of a long list, as they are when none is compressed.</summary>
    public long BlockBytes
    {
        get
        {
            var reference = record.Reference;
            var blocks = new BlockDirectory(home.Heap, ref reference);
            var bytes = 0L;
            var place = blocks.First;
            do bytes += blocks[place].PackLength;
            while (blocks.TryNext(ref place));
            return bytes;
        }
    }

    /// <summary>Of a long list: how many blocks it has, and what was configured when it became long.</summary>
    public ListShape Shape
    {
        get
        {
            var reference = record.Reference;
            var root = new BlockDirectory(home.Heap, ref reference).Header;
            return new(root.Blocks, root.Fill, root.Depth);
        }
    }

    /// <summary>The listpack that it is. Valid until the list changes.</summary>
    public ListPack Pack => new(record.Reference);

    BlockFill Fill => new(home.Limits.ListListPackSize);

    /// <summary>
    /// So many elements with so many bytes of text will be added: a short list that would get too long becomes a long
    /// one at once, as in Valkey.
    /// </summary>
    public void PrepareToGrow(long bytes, long count)
    {
        if (!IsCompact) return;
        var pack = record.Reference;
        if (Fill.IsExceededBy(pack.Length + bytes, new ListPack(pack).Count + count)) MakeLong();
    }

    /// <summary>Adds an element at an end.</summary>
    public void Push(ListEnd end, ReadOnlySpan<byte> text)
    {
        var reference = record.Reference;
        if (IsCompact)
        {
            var editor = new ListPackEditor(home.Heap, ref reference);
            if (end == ListEnd.Head) editor.Prepend(text);
            else editor.Append(text);
        }
        else new BlockList(home, ref reference).Push(end, text);
        record.SetValue(record.Encoding, reference);
    }

    /// <summary>The element at an end of a list that is not empty. Valid until the list changes.</summary>
    public ListPackItem Peek(ListEnd end)
    {
        var reference = record.Reference;
        var pack = new ListPack(reference);
        if (!IsCompact)
        {
            var blocks = new BlockDirectory(home.Heap, ref reference);
            pack = blocks[end == ListEnd.Head ? blocks.First : blocks.Last].View;
        }
        return pack.Read(end == ListEnd.Head ? pack.First : pack.Last);
    }

    /// <summary>Walks the elements from one that exists.</summary>
    public ListCursor Read(long index, ListDirection direction) =>
        new(home.Heap, record.Reference, IsCompact, index, direction);

    /// <summary>Puts another element in the place of one that exists.</summary>
    public void Replace(long index, ReadOnlySpan<byte> text)
    {
        var reference = record.Reference;
        if (IsCompact)
        {
            var editor = new ListPackEditor(home.Heap, ref reference);
            editor.Replace(editor.View.Seek((int)index), text);
        }
        else new BlockList(home, ref reference).Replace(index, text);
        record.SetValue(record.Encoding, reference);
    }

    /// <summary>Adds an element beside the first that reads as another; false where there is none.</summary>
    public bool TryInsert(ReadOnlySpan<byte> pivot, ReadOnlySpan<byte> text, ListSide side)
    {
        using var cursor = Read(0, ListDirection.Forward);
        while (cursor.MoveNext())
        {
            if (!cursor.Current.Is(pivot)) continue;
            Insert(cursor.Place, cursor.Position, cursor.Offset, text, side);
            return true;
        }
        return false;
    }

    void Insert(BlockPlace place, int position, int offset, ReadOnlySpan<byte> text, ListSide side)
    {
        var reference = record.Reference;
        if (IsCompact)
        {
            var editor = new ListPackEditor(home.Heap, ref reference);
            editor.Insert(side == ListSide.Before ? position : editor.View.After(position), text);
        }
        else new BlockList(home, ref reference).Insert(place, offset, text, side);
        record.SetValue(record.Encoding, reference);
    }

    /// <summary>Removes up to so many elements that read as a text, from one end on. Returns how many.</summary>
    public long RemoveEqual(ReadOnlySpan<byte> text, long max, ListDirection direction)
    {
        var reference = record.Reference;
        var removed = IsCompact
            ? PackSearch.RemoveEqual(home.Heap, ref reference, text, max, direction)
            : new BlockList(home, ref reference).RemoveEqual(text, max, direction);
        record.SetValue(record.Encoding, reference);
        return removed;
    }

    /// <summary>Removes so many elements that exist from an index on.</summary>
    public void RemoveRange(long index, long count)
    {
        if (count == 0) return;
        var reference = record.Reference;
        if (IsCompact)
        {
            var editor = new ListPackEditor(home.Heap, ref reference);
            editor.Delete(editor.View.Seek((int)index), (int)count);
        }
        else new BlockList(home, ref reference).RemoveRange(index, count);
        record.SetValue(record.Encoding, reference);
    }

    /// <summary>
    /// As <see cref="RemoveRange"/>, but most of what goes, where it is much, becomes another, empty list, whose memory
    /// can be given back in slices.
    /// </summary>
    public void MoveRange(long index, long count, in ListValue removed)
    {
        if (!IsCompact) MoveSegments(index, ref count, removed);
        RemoveRange(index, count);
    }

    /// <summary>Whether so many elements are better moved away than removed.</summary>
    public bool IsMuch(long count) => !IsCompact && count > MuchMin;

    const long MuchMin = 10_000;

    void MoveSegments(long index, ref long count, in ListValue removed)
    {
        removed.MakeLong();
        var reference = record.Reference;
        var other = removed.record.Reference;
        var blocks = new BlockDirectory(home.Heap, ref reference);
        var target = new BlockDirectory(home.Heap, ref other);
        var first = 0;
        var start = 0L;
        while (first < blocks.SegmentCount && start < index) start += blocks.ElementsOfSegment(first++);
        var whole = 0;
        var moved = 0L;
        while (first + whole < blocks.SegmentCount &&
            start + moved + blocks.ElementsOfSegment(first + whole) <= index + count)
            moved += blocks.ElementsOfSegment(first + whole++);
        if (whole > 0)
        {
            blocks.MoveSegmentsTo(ref target, first, whole);
            count -= moved;
        }
        new BlockList(home, ref reference).SettleEnds();
        record.SetValue(record.Encoding, reference);
        removed.record.SetValue(removed.record.Encoding, other);
    }

    /// <summary>
    /// A long list that has become small is compact again: after a removal, or a smaller element in place.
    /// </summary>
    public void Shrink()
    {
        if (IsCompact) return;
        var reference = record.Reference;
        var blocks = new BlockDirectory(home.Heap, ref reference);
        if (blocks.Header.Blocks != 1) return;
        ref var only = ref blocks[blocks.First];
        if (only.IsPlain || !Fill.HoldsTwice(only.PackLength, only.Count)) return;
        BlockPacker.Unpack(home.Heap, ref only);
        var pack = only.Pack;
        var place = blocks.First;
        blocks.Remove(ref place);
        blocks.FreeRoot();
        record.SetValue(RecordEncoding.ListPack, pack);
    }

    /// <summary>Makes a compact list a long one, of one block.</summary>
    public void MakeLong()
    {
        var pack = record.Reference;
        var count = new ListPack(pack).Count;
        var depth = (int)Math.Min(home.Limits.ListCompressDepth, int.MaxValue);
        var root = BlockDirectory.Create(home.Heap, Fill.ForRoot, depth);
        new BlockList(home, ref root).Adopt(pack, count);
        record.SetValue(RecordEncoding.Root, root);
    }
}
