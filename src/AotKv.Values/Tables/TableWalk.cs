using System.Numerics;

namespace AotKv.Values.Tables;

/// <summary>
/// Where a walk over all entries of an unchanging table stands. Lives on the stack of whoever walks; a table that
/// changes meanwhile is walked with <see cref="LinearTable{TEntry}.Scan"/> instead.
/// </summary>
struct TableWalk
{
    /// <summary>The bucket of the array to go to when the chain is done.</summary>
    public ulong NextIndex;

    /// <summary>The bucket being shown, if any.</summary>
    public Bucket Bucket;

    /// <summary>Its entries that are still to come, a bit each.</summary>
    public uint Left;

    /// <summary>Takes the next position of the bucket being shown.</summary>
    public nint Take()
    {
        var address = Bucket[BitOperations.TrailingZeroCount(Left)];
        Left &= Left - 1;
        return address;
    }
}
