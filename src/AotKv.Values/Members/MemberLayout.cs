using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AotKv.Values.Members;

/// <summary>
/// Where the parts of a <see cref="Member"/> stand: one block of the shard's heap, nothing in it aligned. Short ones
/// without a deadline, which are most, have a header of one byte, or two with a value.
/// </summary>
//  short:
//  0       1              1 or 2
//  | form  | value length | name | value
//  | 1     | 0 or 1       | ...  | ...
//          `-- values ----´
//  any:
//  0       1        2
//  | form  | length | upper length | value length | deadline | queue place | name | value
//  | 1     | 1      | 0 or 3       | 0, 1 or 4    | 0 or 8   | 0 or 4      | ...  | ...
//                   `-- from 256 --´ `-- values --´ `--- with deadline ----´
//
//  The form of a short one has the name's length in its upper six bits.
static class MemberLayout
{
    public const byte AnyBit = 1;
    public const byte ValueBit = 2;
    public const byte LongNameBit = 4;
    public const byte LongValueBit = 8;
    public const byte DeadlineBit = 16;

    public const int ShortLengthShift = 2;
    public const int ShortNameMax = 63;

    public const int LengthOffset = 1;
    public const int UpperLengthOffset = 2;
    public const int ByteMax = 255;

    const int ShortFixedBytes = 1;
    const int FixedBytes = 2;
    const int UpperLengthBytes = 3;
    const int ShortValueLengthBytes = 1;
    const int LongValueLengthBytes = 4;
    const int DeadlineBytes = 12;

    /// <summary>Where the name begins, for each form of any length, by its upper bits.</summary>
    static ReadOnlySpan<byte> NameOffsets =>
        [2, 3, 5, 6, 2, 6, 5, 9, 14, 15, 17, 18, 14, 18, 17, 21];

    /// <summary>The form of a member with such parts; a value length of -1 is no value.</summary>
    public static byte Form(int nameLength, int valueLength, bool hasDeadline)
    {
        var value = valueLength >= 0 ? ValueBit : 0;
        if (nameLength <= ShortNameMax && valueLength <= ByteMax && !hasDeadline)
            return (byte)(value | nameLength << ShortLengthShift);
        return (byte)(AnyBit | value
            | (nameLength > ByteMax ? LongNameBit : 0)
            | (valueLength > ByteMax ? LongValueBit : 0)
            | (hasDeadline ? DeadlineBit : 0));
    }

    public static bool IsShort(byte form) => (form & AnyBit) == 0;

    public static bool HasDeadline(byte form) => (form & (AnyBit | DeadlineBit)) == (AnyBit | DeadlineBit);

    public static bool HasLongName(byte form) => (form & (AnyBit | LongNameBit)) == (AnyBit | LongNameBit);

    public static bool HasLongValue(byte form) => (form & (AnyBit | LongValueBit)) == (AnyBit | LongValueBit);

    /// <summary>Where the name begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NameOffset(byte form) => IsShort(form)
        ? ShortFixedBytes + ((form & ValueBit) >> 1)
        : Unsafe.Add(ref MemoryMarshal.GetReference(NameOffsets), (form >> 1) & 15);

    /// <summary>Where the value's length stands. Only where there is a value.</summary>
    public static int ValueLengthOffset(byte form)
    {
        if (IsShort(form)) return ShortFixedBytes;
        return FixedBytes + (HasLongName(form) ? UpperLengthBytes : 0);
    }

    /// <summary>Where the deadline stands. Only where there is one.</summary>
    public static int DeadlineOffset(byte form)
    {
        Debug.Assert(HasDeadline(form));
        return NameOffset(form) - DeadlineBytes;
    }

    /// <summary>Where its place in the queue of deadlines stands. Only where there is a deadline.</summary>
    public static int QueuePlaceOffset(byte form) => DeadlineOffset(form) + 8;

    /// <summary>What <see cref="NameOffset"/> says, computed.</summary>
    public static int ComputedNameOffset(byte form)
    {
        var hasValue = (form & ValueBit) != 0;
        if (IsShort(form)) return ShortFixedBytes + (hasValue ? ShortValueLengthBytes : 0);
        return FixedBytes
            + (HasLongName(form) ? UpperLengthBytes : 0)
            + (!hasValue ? 0 : HasLongValue(form) ? LongValueLengthBytes : ShortValueLengthBytes)
            + (HasDeadline(form) ? DeadlineBytes : 0);
    }
}
