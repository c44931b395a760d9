using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>
/// One of the sets that are combined, with its weight. The default value is a missing key: an empty set.
/// </summary>
readonly struct CombineSource(in SortedSetValue set)
{
    readonly SortedSetValue sorted = set;

    public long Count { get; } = set.Count;

    public double Weight { get; init; } = 1;

    /// <summary>The score of a member, not weighted.</summary>
    public bool TryGetScore(ReadOnlySpan<byte> member, out double score)
    {
        score = 0;
        return Count > 0 && sorted.TryGetScore(member, out score);
    }

    /// <summary>The weighted score, or zero where that is not a number.</summary>
    public double Weigh(double score)
    {
        var weighted = Weight * score;
        return double.IsNaN(weighted) ? 0 : weighted;
    }

    /// <summary>All members; not for an empty set.</summary>
    public CombineWalk Walk() => new(sorted.Forward(rank: 0));
}
