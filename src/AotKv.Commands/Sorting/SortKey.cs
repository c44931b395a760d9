namespace AotKv.Commands.Sorting;

/// <summary>What SORT orders an element by when that is a number, and where the element stands in its vector.</summary>
readonly struct SortKey
{
    /// <summary>The number as a word that sorts as it does, and the other way round where the order descends.</summary>
    public readonly ulong Order;

    public readonly int Index;

    /// <param name="score">Not NaN.</param>
    public SortKey(double score, int index, bool descending)
    {
        // Adding a zero turns the negative one into the positive one, which compares equal.
        var bits = BitConverter.DoubleToInt64Bits(score + 0.0);
        var order = (ulong)(bits ^ ((bits >> 63) | long.MinValue));
        Order = descending ? ~order : order;
        Index = index;
    }
}
