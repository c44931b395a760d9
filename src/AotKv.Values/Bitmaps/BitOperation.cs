namespace AotKv.Values.Bitmaps;

/// <summary>What BITOP does with the bits of its strings. native/bits.c knows the numbers.</summary>
public enum BitOperation
{
    And,
    Or,
    Xor,

    /// <summary>Of one string only.</summary>
    Not,
}
