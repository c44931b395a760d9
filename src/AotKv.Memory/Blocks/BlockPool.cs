namespace AotKv.Memory.Blocks;

/// <summary>
/// One core's stock of blocks: reply chains borrow from it and return to it, so that no connection owns a buffer
/// while it is idle. Used by its core only; the surplus goes through the depot.
/// </summary>
public sealed class BlockPool(BlockDepot depot) : IDisposable
{
    const int KeptMax = 64;
    const int MovedAtOnce = 32;

    const int ErrorBytesMax = 64;

    readonly byte[] lastError = new byte[ErrorBytesMax];
    nint first;
    int kept;
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
            made.Clear();
            return made;
        }
        var block = new Block(first);
        first = block.Next;
        kept--;
        block.Clear();
        return block;
    }

    internal void Return(Block block)
    {
        block.Next = first;
        first = block.Address;
        if (++kept > KeptMax) LeaveSurplus();
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
    }
}
