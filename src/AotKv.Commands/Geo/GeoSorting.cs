namespace AotKv.Commands.Geo;

/// <summary>
/// Sorts ranks by distance and leaves those of the same distance in their order: short runs by insertion, then merged.
/// The library's sort takes a comparison that it is called by for each pair. Stateless.
/// </summary>
static class GeoSorting
{
    const int RunLength = 12;

    /// <param name="ranks">What is sorted.</param>
    /// <param name="scratch">As much room once more.</param>
    public static void Sort(Span<GeoRank> ranks, Span<GeoRank> scratch)
    {
        for (var first = 0; first < ranks.Length; first += RunLength)
            SortRun(ranks.Slice(first, Math.Min(RunLength, ranks.Length - first)));
        var from = ranks;
        var to = scratch;
        for (var run = RunLength; run < ranks.Length; run *= 2)
        {
            for (var first = 0; first < ranks.Length; first += 2 * run)
            {
                var both = Math.Min(2 * run, ranks.Length - first);
                Merge(from.Slice(first, both), Math.Min(run, both), to.Slice(first, both));
            }
            var merged = to;
            to = from;
            from = merged;
        }
        if (from != ranks) from.CopyTo(ranks);
    }

    static void SortRun(Span<GeoRank> run)
    {
        for (var next = 1; next < run.Length; next++)
        {
            var rank = run[next];
            var at = next;
            for (; at > 0 && run[at - 1].Distance > rank.Distance; at--) run[at] = run[at - 1];
            run[at] = rank;
        }
    }

    /// <summary>Merges two runs, one behind the other, into as much room.</summary>
    static void Merge(ReadOnlySpan<GeoRank> runs, int middle, Span<GeoRank> to)
    {
        var left = 0;
        var right = middle;
        for (var at = 0; at < to.Length; at++)
        {
            var takesRight = left == middle || right < runs.Length && runs[right].Distance < runs[left].Distance;
            to[at] = runs[takesRight ? right++ : left++];
        }
    }
}
