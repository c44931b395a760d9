namespace AotKv.Values.Tables;

/// <summary>
/// A block of up to 61 entries of an <see cref="ExpiryWheel{TEntry}"/>, each an address. A view: the wheel owns
/// the memory. Blocks of one slot are linked, and only the first may have room.
/// </summary>
//  0      4       8        16     24              512
//  | slot | count | number | next | entries, 8 each |
readonly unsafe struct ExpiryBlock(nint address)
{
    public const int Bytes = 512;
    public const int Entries = (Bytes - EntriesOffset) / 8;

    const int EntriesOffset = 24;

    readonly byte* start = (byte*)address;

    public nint Address => (nint)start;

    /// <summary>The slot the block hangs on.</summary>
    public ref int Slot => ref *(int*)start;

    public ref int Count => ref *(int*)(start + 4);

    /// <summary>The number under which the wheel finds the block.</summary>
    public ref uint Number => ref *(uint*)(start + 8);

    /// <summary>The next block of the slot, or 0.</summary>
    public ref nint Next => ref *(nint*)(start + 16);

    public ref nint this[int entry] => ref *(nint*)(start + EntriesOffset + 8 * entry);
}
