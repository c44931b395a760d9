using System.Runtime.CompilerServices;

namespace AotKv.Values;

/// <summary>
/// Where the parts of a record stand. A record is one block of the shard's heap: header, expiry where there is one,
/// key, value. Nothing in it is aligned. A short string, text or number, has a short header: three bytes less for the
/// sort of key that there are most of.
/// </summary>
//  | header | deadline | wheel   | long key length  | key  | value
//  | 5 or 8 | 8        | 4       | 0 or 4           | ...  | inline bytes, or 8: integer, or 18: reference
//           `-- with expiry --´  `-- from 4095 ----´
//
//  A reference is the address, the length and the capacity in 6 bytes each, the last with its sign: of a string that
//  is pinned it is an address, inverted (see ValueReference).
//
//  The header, bit by bit:
//   both   0 long | 1 has expiry | 2 raw | 16..39 access clock
//   short  3..8 key length | 9..15 inline length, or 127 for an integer
//   long   3..5 type | 6..8 encoding | 9..15 free | 40..51 inline length | 52..63 key length
static class RecordLayout
{
    public const int ShortHeaderBytes = 5;
    public const int LongHeaderBytes = 8;
    public const int ExpiryBytes = 12;
    public const int WheelOffset = 8;
    public const int LongKeyBytes = 4;
    public const int IntegerBytes = 8;
    public const int ReferenceBytes = 18;

    public const int InlineLengthMax = 0xFFF;

    /// <summary>This key length, and all above it, stands in a field of its own.</summary>
    public const int KeyLengthEscape = 0xFFF;

    public const int ShortKeyLengthMax = 0x3F;
    public const int ShortInlineLengthMax = 0x7E;
    public const int ShortIntegerMark = 0x7F;

    public const int ShortKeyLengthShift = 3;
    public const int ShortInlineLengthShift = 9;
    public const int TypeShift = 3;
    public const int EncodingShift = 6;
    public const int AccessClockShift = 16;
    public const int InlineLengthShift = 40;
    public const int KeyLengthShift = 52;
    public const int TypeMask = 7;
    public const ulong EncodingBits = 7 << EncodingShift;
    public const ulong LongBit = 1;
    public const ulong ExpiryBit = 2;
    public const ulong RawBit = 4;
    public const ulong ShortHeaderBits = (1UL << 8 * ShortHeaderBytes) - 1;
    public const uint AccessClockMax = 0xFFFFFF;
    public const ulong BesideAccessClock = ~((ulong)AccessClockMax << AccessClockShift);

    const ulong ReferenceBit = (ulong)RecordEncoding.Reference << EncodingShift;

    /// <summary>No deadline and no reference, so that a value of equal length can be overwritten.</summary>
    public static bool IsPlain(ulong header) =>
        (header & ((header & LongBit) != 0 ? ExpiryBit | ReferenceBit : ExpiryBit)) == 0;

    /// <summary>Whether a record of that shape has the short header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsShort(in RecordShape shape) =>
        shape is { Type: RecordType.String, Encoding: <= RecordEncoding.Integer }
        && shape.KeyLength <= ShortKeyLengthMax && shape.InlineLength <= ShortInlineLengthMax;

    /// <summary>How many bytes a value takes in the record.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ValueBytes(RecordEncoding encoding, int inlineLength) => encoding switch
    {
        RecordEncoding.Inline => inlineLength,
        RecordEncoding.Integer => IntegerBytes,
        _ => ReferenceBytes,
    };

    /// <summary>A header with the access clock at 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Header(in RecordShape shape)
    {
        var flags = (shape.HasExpiry ? ExpiryBit : 0) | (shape.IsRaw ? RawBit : 0);
        if (IsShort(shape))
        {
            var length = shape.Encoding == RecordEncoding.Integer ? ShortIntegerMark : shape.InlineLength;
            return flags | (uint)shape.KeyLength << ShortKeyLengthShift | (uint)length << ShortInlineLengthShift;
        }
        return flags | LongBit
            | (uint)shape.Type << TypeShift
            | (uint)shape.Encoding << EncodingShift
            | (ulong)(uint)shape.InlineLength << InlineLengthShift
            | (ulong)(uint)Math.Min(shape.KeyLength, KeyLengthEscape) << KeyLengthShift;
    }
}
