namespace AotKv.Values.SortedSets;

/// <summary>What came of putting a member with a score into a sorted set.</summary>
public enum ScoreChange
{
    /// <summary>The member was not there.</summary>
    Added,

    /// <summary>It has another score now.</summary>
    Updated,

    /// <summary>It had this score already.</summary>
    Same,

    /// <summary>The rule did not allow it.</summary>
    Refused,

    /// <summary>The sum of both scores is not a number; nothing was changed.</summary>
    NotANumber,
}
