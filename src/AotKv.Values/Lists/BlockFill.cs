namespace AotKv.Values.Lists;

/// <summary>
/// How much goes into one listpack of a list: list-max-listpack-size, which is a number of elements where it is
/// positive, and -1 to -5 for 4 to 64 KB. Estimates are Valkey's, as they decide what OBJECT ENCODING says.
/// </summary>
readonly struct BlockFill(long fill, long plainBytes = 0)
{
    /// <summary>A block bounded by its elements is not made longer than this either.</summary>
    const int SafetyBytes = 8192;

    /// <summary>What an element is counted to take besides its text.</summary>
    const int OverheadEstimate = 8;

    /// <summary>The header and end that two blocks need once, when they become one.</summary>
    const int SavedByMerging = 7;

    const long LevelMax = 5;
    const long CountMax = short.MaxValue;

    readonly long fill = fill;
    readonly long plainBytes = plainBytes;

    bool CountsBytes => fill < 0;

    long BytesMax => 4096L << (int)(Math.Min(-fill, LevelMax) - 1);

    long ElementsMax => Math.Max(1, fill);

    /// <summary>As a list keeps it.</summary>
    public int ForRoot => (int)Math.Clamp(fill, -LevelMax, CountMax);

    /// <summary>Whether so many elements in so many bytes are too much for one block.</summary>
    public bool IsExceededBy(long bytes, long count) =>
        CountsBytes ? bytes > BytesMax : bytes > SafetyBytes || count > ElementsMax;

    /// <summary>
    /// Whether one block is small enough for a list to be compact again: half of what it may hold, so that it does not
    /// go to and fro.
    /// </summary>
    public bool HoldsTwice(long bytes, long count) =>
        CountsBytes ? bytes <= BytesMax / 2 : count <= ElementsMax / 2;

    /// <summary>An element so large stands in a block of its own.</summary>
    public bool IsLarge(int textBytes) => plainBytes != 0
        ? textBytes >= plainBytes
        : textBytes > (CountsBytes ? BytesMax : SafetyBytes);

    public bool HasRoom(in ListBlock block, int textBytes) => !block.IsPlain && !IsLarge(textBytes) &&
        !IsExceededBy((long)block.PackLength + textBytes + OverheadEstimate, block.Count + 1);

    public bool CanMerge(in ListBlock left, in ListBlock right) => !left.IsPlain && !right.IsPlain &&
        !IsExceededBy((long)left.PackLength + right.PackLength - SavedByMerging, left.Count + right.Count);
}
