namespace AotKv.Commands.SortedSets;

/// <summary>What the two ends of a range are.</summary>
enum RangeKind
{
    /// <summary>The arguments decide; ranks where they say nothing.</summary>
    Any,
    Rank,
    Score,
    Text,
}
