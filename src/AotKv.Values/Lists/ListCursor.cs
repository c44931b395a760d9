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

    /// <summary>
    /// Writes up to so many of the elements that follow as bulk strings, as far as the room goes, and says how many
    /// bytes that took. None where the next does not fit, and on walks backward: <see cref="MoveNext"/> has it then.
    /// </summary>
    public int WriteBulks(Span<byte> room, ref long count)
    {
        var written = 0;
        if (direction != ListDirection.Forward) return written;
        while (count > 0 && (next != 0 || TryOpenNext()))
        {
            current = next;
            var before = count;
            written += BulkWriter.Write(pack.Bytes, ref next, ref count, room[written..]);
            if (before == count) return written;
            offset += (int)(before - count);
            if (next == pack.EndPosition) next = 0;
        }
        return written;
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
