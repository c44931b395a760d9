using System.Diagnostics;

namespace AotKv.Values.Members;

/// <summary>
/// Where the parts of a <see cref="Member"/> stand: one block of the shard's heap, nothing in it aligned.
/// </summary>
//  0       1        2
//  | flags | length | upper length | value length | deadline | queue place | name | value
//  | 1     | 1      | 0 or 3       | 0, 1 or 4    | 0 or 8   | 0 or 4      | ...  | ...
//                   `-- from 256 --´ `-- values --´ `--- with deadline ----´
static class MemberLayout
{
    public const byte LongNameBit = 1;
    public const byte ValueBit = 2;
    public const byte LongValueBit = 4;
    public const byte DeadlineBit = 8;

    public const int LengthOffset = 1;
    public const int UpperLengthOffset = 2;
    public const int ShortMax = 255;

    const int FixedBytes = 2;
    const int UpperLengthBytes = 3;
    const int ShortValueLengthBytes = 1;
    const int LongValueLengthBytes = 4;
    const int DeadlineBytes = 12;

    /// <summary>Where the name begins, for each combination of flags.</summary>
    public static ReadOnlySpan<byte> NameOffsets =>
        [2, 5, 3, 6, 2, 5, 6, 9, 14, 17, 15, 18, 14, 17, 18, 21];

    public static byte Flags(int nameLength, int valueLength, bool hasDeadline) => (byte)(
        (nameLength > ShortMax ? LongNameBit : 0)
        | (valueLength >= 0 ? ValueBit : 0)
        | (valueLength > ShortMax ? LongValueBit : 0)
        | (hasDeadline ? DeadlineBit : 0));

    /// <summary>Where the value's length stands. Only where there is a value.</summary>
    public static int ValueLengthOffset(byte flags) =>
        FixedBytes + ((flags & LongNameBit) != 0 ? UpperLengthBytes : 0);

    /// <summary>Where the deadline stands. Only where there is one.</summary>
    public static int DeadlineOffset(byte flags)
    {
        Debug.Assert((flags & DeadlineBit) != 0);
        return NameOffsets[flags] - DeadlineBytes;
    }

    /// <summary>Where its place in the queue of deadlines stands. Only where there is a deadline.</summary>
    public static int QueuePlaceOffset(byte flags) => DeadlineOffset(flags) + 8;

    /// <summary>What <see cref="NameOffsets"/> holds, computed.</summary>
    public static int NameOffset(byte flags) =>
        FixedBytes
        + ((flags & LongNameBit) != 0 ? UpperLengthBytes : 0)
        + ((flags & ValueBit) == 0 ? 0 : (flags & LongValueBit) != 0 ? LongValueLengthBytes : ShortValueLengthBytes)
        + ((flags & DeadlineBit) != 0 ? DeadlineBytes : 0);
}
