namespace AotKv.Engine.Transactions;

/// <summary>What the processor was asked to fetch before some work runs, in the order in which it is asked.</summary>
public enum Asked : byte
{
    Nothing,

    /// <summary>The keys' first buckets.</summary>
    Buckets,

    /// <summary>What these point to: records, and buckets that they overflow into.</summary>
    Records,

    /// <summary>Records that those point to.</summary>
    Overflows,
}
