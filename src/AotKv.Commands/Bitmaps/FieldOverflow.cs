namespace AotKv.Commands.Bitmaps;

/// <summary>What BITFIELD does with a number that does not fit its field.</summary>
enum FieldOverflow : byte
{
    /// <summary>Only the bits that fit are kept.</summary>
    Wrap,

    /// <summary>The number nearest to it that fits is taken.</summary>
    Saturate,

    /// <summary>Nothing is written.</summary>
    Fail,
}
