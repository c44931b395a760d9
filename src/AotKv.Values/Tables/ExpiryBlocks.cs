using AotKv.Memory.Heaps;

namespace AotKv.Values.Tables;

/// <summary>
/// The blocks of an <see cref="ExpiryWheel{TEntry}"/> by number, so that an entry can hold its place in 32 bits: 26 for
/// the block, 6 for the entry. Owned by the wheel. Numbers of freed blocks are used again, linked through the
/// directory.
/// </summary>
unsafe struct ExpiryBlocks(ShardHeap heap)
{
    const int PageShift = 9;
    const int PageEntries = 1 << PageShift;
    const int PageBytes = PageEntries * 8;
    const uint NumbersMax = 1u << 26;
    const uint NoNumber = uint.MaxValue;

    readonly List<nint> pages = [];
    uint numbers;
    uint freeNumber = NoNumber;

    /// <summary>The memory of the blocks and their directory.</summary>
    public long Bytes { get; private set; }

    public readonly ExpiryBlock this[uint number] => new(Entry(number));

    readonly ref nint Entry(uint number) =>
        ref ((nint*)pages[(int)(number >> PageShift)])[number & (PageEntries - 1)];

    public ExpiryBlock Take(int slot, nint next)
    {
        var number = freeNumber;
        if (number != NoNumber) freeNumber = (uint)Entry(number);
        else number = NewNumber();
        var block = new ExpiryBlock(heap.Allocate(ExpiryBlock.Bytes));
        Bytes += ExpiryBlock.Bytes;
        Entry(number) = block.Address;
        block.Slot = slot;
        block.Count = 0;
        block.Number = number;
        block.Next = next;
        return block;
    }

    public void Return(ExpiryBlock block)
    {
        Entry(block.Number) = (nint)freeNumber;
        freeNumber = block.Number;
        heap.Free(block.Address, ExpiryBlock.Bytes);
        Bytes -= ExpiryBlock.Bytes;
    }

    /// <summary>Gives the directory back; the blocks were returned before.</summary>
    public void Free()
    {
        foreach (var page in pages) heap.Free(page, PageBytes);
        pages.Clear();
        numbers = 0;
        freeNumber = NoNumber;
        Bytes = 0;
    }

    uint NewNumber()
    {
        if (numbers == NumbersMax) throw new OutOfMemoryException("The wheel has no number for more keys.");
        if (numbers == (uint)pages.Count << PageShift)
        {
            pages.Add(heap.Allocate(PageBytes));
            Bytes += PageBytes;
        }
        return numbers++;
    }
}
