namespace AotKv.Values.Sets;

/// <summary>What is made of several sets.</summary>
public enum SetOperation
{
    /// <summary>What is in all of them.</summary>
    Intersect,

    /// <summary>What is in any of them.</summary>
    Unite,

    /// <summary>What is in the first and in no other.</summary>
    Subtract,
}
