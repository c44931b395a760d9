namespace AotKv.Commands.Sorting;

/// <summary>
/// One element that SORT orders: where its text stands in the vector's bytes, and the text there that it, or the number
/// it is, is ordered by.
/// </summary>
struct SortEntry
{
    public int Offset;
    public int Length;

    /// <summary>Where the text it is ordered by stands; a length of -1 is none, which comes first.</summary>
    public int WeightOffset;
    public int WeightLength;
}
