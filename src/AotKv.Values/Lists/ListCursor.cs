using AotKv.Memory.Heaps;
using AotKv.Values.ListPacks;

namespace AotKv.Values.Lists;

/// <summary>
/// Walks the elements of a list from an index on, for reading. On the stack of the thread that runs the shard; the list
/// does not change meanwhile. A compressed block is opened in memory of the cursor's own, so it must be disposed of.
/// </summary>
public ref struct ListCursor
{
    readonly ShardHeap heap;
    readonly ListDirection direction;
    readonly bool isCompact;
    ValueReference reference;
    ValueReference opened;
    ListPack pack;
    BlockPlace place;
    int current;
    int next;
    int offset;

    internal ListCursor(
        ShardHeap heap, scoped in ValueReference reference, bool isCompact, long index, ListDirection direction)
    {
        this.heap = heap;
        this.reference = reference;
        this.isCompact = isCompact;
        this.direction = direction;
        if (isCompact)
        {
            pack = new ListPack(reference);
            next = pack.Seek((int)index);
            offset = (int)index - 1;
            return;
        }
        var blocks = new BlockDirectory(heap, ref this.reference);
        place = blocks.Find(ref index);
        Open(blocks[place]);
        next = pack.Seek((int)index);
        offset = (int)index - 1;
    }

    /// <summary>The element that <see cref="MoveNext"/> came to. Valid until the next step.</summary>
    public readonly ListPackItem Current => pack.Read(current);

    /// <summary>Where the element stands in a long list.</summary>
    internal readonly BlockPlace Place => place;

    /// <summary>The position of the element in its listpack.</summary>
    internal readonly int Position => current;

    /// <summary>The number of the element in its block. Not for walks backward.</summary>
    internal readonly int Offset => offset;


    public bool MoveNext()
    {
        if (next == 0 && !TryOpenNext()) return false;
        current = next;
        offset++;
        next = direction == ListDirection.Forward ? pack.Next(current) : pack.Previous(current);
        return true;
    }

    bool TryOpenNext()
    {
        if (isCompact || current == 0) return false;
        var blocks = new BlockDirectory(heap, ref reference);
        var hasNext = direction == ListDirection.Forward ? blocks.TryNext(ref place) : blocks.TryPrevious(ref place);
        if (!hasNext) return false;
        Open(blocks[place]);
        offset = -1;
        next = direction == ListDirection.Forward ? pack.First : pack.Last;
        return true;
    }

    void Open(ListBlock block)
    {
        Dispose();
        if (block.IsCompressed)
        {
            opened = BlockPacker.CopyOf(heap, block);
            pack = new ListPack(opened);
        }
        else pack = block.View;
    }

    public void Dispose()
    {
        if (opened.Address == 0) return;
        ListPackEditor.Free(heap, opened);
        opened = default;
    }
}
