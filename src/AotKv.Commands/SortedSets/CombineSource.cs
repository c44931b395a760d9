using AotKv.Values.Sets;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>
/// One of the sets that are combined, sorted or plain, with its weight. The default value is a missing key: an empty
/// set.
/// </summary>
readonly struct CombineSource
{
    readonly SortedSetValue sorted;
    readonly SetValue plain;
    readonly bool isSorted;

    public CombineSource(in SortedSetValue set)
    {
        sorted = set;
        isSorted = true;
        Count = set.Count;
    }

    public CombineSource(in SetValue set)
    {
        plain = set;
        Count = set.Count;
    }

    public long Count { get; }

    public double Weight { get; init; }

    /// <summary>The score of a member, not weighted.</summary>
    public bool TryGetScore(ReadOnlySpan<byte> member, out double score)
    {
        score = 1;
        if (Count == 0) return false;
        return isSorted ? sorted.TryGetScore(member, out score) : plain.Contains(member);
    }

    /// <summary>The weighted score, or zero where that is not a number.</summary>
    public double Weigh(double score)
    {
        var weighted = Weight * score;
        return double.IsNaN(weighted) ? 0 : weighted;
    }

    /// <summary>All members; not for a missing key.</summary>
    public CombineWalk Walk() => isSorted ? new(sorted.Forward(rank: 0)) : new(plain.GetEnumerator());
}
