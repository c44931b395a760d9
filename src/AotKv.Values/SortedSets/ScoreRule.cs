namespace AotKv.Values.SortedSets;

/// <summary>When a score is taken, and how: the options of ZADD.</summary>
public readonly record struct ScoreRule
{
    /// <summary>Members that are there stay as they are (NX).</summary>
    public bool OnlyNew { get; init; }

    /// <summary>No member is added (XX).</summary>
    public bool OnlyExisting { get; init; }

    /// <summary>A member that is there only gets a higher score (GT).</summary>
    public bool OnlyGreater { get; init; }

    /// <summary>A member that is there only gets a lower score (LT).</summary>
    public bool OnlyLess { get; init; }

    /// <summary>The score is added to the one that is there (INCR).</summary>
    public bool Increments { get; init; }

    /// <summary>Decides for a member that is there; the score becomes the one to be set.</summary>
    internal ScoreChange Decide(double current, ref double score)
    {
        if (OnlyNew) return ScoreChange.Refused;
        if (Increments)
        {
            var sum = current + score;
            if (double.IsNaN(sum)) return ScoreChange.NotANumber;
            score = sum;
        }
        if ((OnlyLess && score >= current) || (OnlyGreater && score <= current)) return ScoreChange.Refused;
        return score == current ? ScoreChange.Same : ScoreChange.Updated;
    }
}
