namespace AotKv.Commands.SortedSets;

/// <summary>Ranges of ranks, where negative ones count from the end.</summary>
static class RankRange
{
    /// <summary>What of a range there is in a set of so many members.</summary>
    public static void Find(long members, long start, long stop, out long first, out long count)
    {
        if (start < 0) start = Math.Max(0, start + members);
        if (stop < 0) stop += members;
        stop = Math.Min(stop, members - 1);
        first = start;
        count = start > stop ? 0 : stop - start + 1;
    }
}
