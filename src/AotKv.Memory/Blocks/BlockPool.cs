using AotKv.Memory.Heaps;

namespace AotKv.Memory.Blocks;

/// <summary>
/// One core's stock of blocks: reply chains borrow from it and return to it, so that no connection owns a buffer
/// while it is idle. Used by its core only; the surplus goes through the depot.
/// </summary>
public sealed class BlockPool(BlockDepot depot) : IDisposable
{
    const int KeptMax = 64;
    const int MovedAtOnce = 32;
    const int SmallKeptMax = 512;

    const int ErrorBytesMax = 64;

    readonly byte[] lastError = new byte[ErrorBytesMax];
    nint first;
    int kept;
    nint firstSmall;
    int keptSmall;
    int lastErrorLength;

    /// <summary>
    /// Error replies written into blocks of this pool: whoever runs a command sees whether it failed.
    /// </summary>
    public long Errors { get; private set; }

    /// <summary>How the last of them began, without the minus: the code is in it.</summary>
    public ReadOnlySpan<byte> LastError => lastError.AsSpan(0, lastErrorLength);

    /// <summary>Notes that an error reply was written.</summary>
    public void NoteError(ReadOnlySpan<byte> codeAndMessage)
    {
        Errors++;
        lastErrorLength = Math.Min(codeAndMessage.Length, ErrorBytesMax);
        codeAndMessage[..lastErrorLength].CopyTo(lastError);
    }

    internal Block Borrow()
    {
        if (first == 0) kept = depot.Take(MovedAtOnce, out first);
        if (first == 0)
        {
            var made = new Block(depot.AllocateBlock());
            made.Clear(Block.Size);
            return made;
        }
        var block = new Block(first);
        first = block.Next;
        kept--;
        block.Clear(Block.Size);
        return block;
    }

    /// <summary>An empty small block.</summary>
    internal Block BorrowSmall()
    {
        var block = TakeSmall();
        block.Clear(Block.SmallSize);
        return block;
    }

    /// <summary>A small block that refers to a value; it holds the pin from here on.</summary>
    internal Block BorrowReference(in PinnedBytes value)
    {
        var block = TakeSmall();
        block.Refer(value.Bytes, value.Pin);
        return block;
    }

    Block TakeSmall()
    {
        if (firstSmall == 0) return new(depot.AllocateSmallBlock());
        var block = new Block(firstSmall);
        firstSmall = block.Next;
        keptSmall--;
        return block;
    }

    internal void Return(Block block)
    {
        if (block.IsSmall)
        {
            ReturnSmall(block);
            return;
        }
        block.Next = first;
        first = block.Address;
        if (++kept > KeptMax) LeaveSurplus();
    }

    /// <summary>Small blocks that are too many, having come from other cores, go back to the system.</summary>
    void ReturnSmall(Block block)
    {
        if (block.IsReference) block.Pin.Release();
        if (keptSmall >= SmallKeptMax)
        {
            depot.FreeSmallBlock(block.Address);
            return;
        }
        block.Next = firstSmall;
        firstSmall = block.Address;
        keptSmall++;
    }

    void LeaveSurplus()
    {
        var last = new Block(first);
        for (var i = 1; i < MovedAtOnce; i++) last = new Block(last.Next);
        var surplus = first;
        first = last.Next;
        last.Next = 0;
        kept -= MovedAtOnce;
        depot.Leave(surplus);
    }

    public void Dispose()
    {
        depot.Leave(first);
        first = 0;
        kept = 0;
        while (firstSmall != 0) depot.FreeSmallBlock(TakeSmall().Address);
    }
}
