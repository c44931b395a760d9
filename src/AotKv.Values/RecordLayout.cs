using System.Runtime.CompilerServices;

namespace AotKv.Values;

/// <summary>
/// Where the parts of a record stand. A record is one block of the shard's heap: header, expiry where there is one,
/// key, value. Nothing behind the header is aligned.
/// </summary>
//  0        8                    20                 24     |
//  | header | deadline | wheel   | long key length  | key  | value
//  | 8      | 8        | 4       | 4                | ...  | inline bytes, or 8: integer, or 24: ValueReference
//           `-- with expiry --´  `-- from 65535 --´
//
//  The header, bit by bit:
//   0..3 type | 4..7 encoding | 8 has expiry | 9 raw | 10, 11 free | 12..23 inline length | 24..39 key length
//   | 40..63 access clock
static class RecordLayout
{
    public const int HeaderBytes = 8;
    public const int ExpiryBytes = 12;
    public const int DeadlineOffset = 8;
    public const int WheelOffset = 16;
    public const int LongKeyBytes = 4;
    public const int IntegerBytes = 8;
    public const int ReferenceBytes = 24;

    public const int InlineLengthMax = 0xFFF;

    /// <summary>This key length, and all above it, stands in a field of its own.</summary>
    public const int KeyLengthEscape = 0xFFFF;

    public const int EncodingShift = 4;
    public const int InlineLengthShift = 12;
    public const int KeyLengthShift = 24;
    public const int AccessClockShift = 40;
    public const ulong EncodingBits = 0xF << EncodingShift;
    public const ulong ExpiryBit = 1 << 8;
    public const ulong RawBit = 1 << 9;
    public const uint AccessClockMax = 0xFFFFFF;
    public const ulong BesideAccessClock = (1UL << AccessClockShift) - 1;

    /// <summary>
    /// Nothing set here: no deadline and no reference, so that a value of equal length can be overwritten.
    /// </summary>
    public const ulong NotPlain = ExpiryBit | (ulong)RecordEncoding.Reference << EncodingShift;

    /// <summary>Where the key begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int KeyOffset(bool hasExpiry, int keyLength) =>
        HeaderBytes + (hasExpiry ? ExpiryBytes : 0) + (keyLength >= KeyLengthEscape ? LongKeyBytes : 0);

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
    public static ulong Header(in RecordShape shape) =>
        (uint)shape.Type
        | (uint)shape.Encoding << EncodingShift
        | (shape.HasExpiry ? ExpiryBit : 0)
        | (shape.IsRaw ? RawBit : 0)
        | (ulong)(uint)shape.InlineLength << InlineLengthShift
        | (ulong)(uint)Math.Min(shape.KeyLength, KeyLengthEscape) << KeyLengthShift;
}
