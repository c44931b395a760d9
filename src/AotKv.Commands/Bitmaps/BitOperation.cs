namespace AotKv.Commands.Bitmaps;

/// <summary>What BITOP does with the bits of its strings.</summary>
enum BitOperation : byte
{
    And,
    Or,
    Xor,

    /// <summary>Of one string only.</summary>
    Not,
}
