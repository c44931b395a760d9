using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AotKv.Memory.Heaps;
using AotKv.Values.Tables;

namespace AotKv.Values;

/// <summary>
/// A key with its value, as it stands in the shard's heap. A view: the <see cref="KeyStore"/> owns the memory, and any
/// change of this key may move it. Used on the thread that runs the shard. The layout is in <see cref="RecordLayout"/>.
/// </summary>
public readonly unsafe struct Record : ITableEntry<Record>, IDeadlineEntry<Record>
{
    const ulong AddressBits = (1UL << 48) - 1;
    const int LengthOffset = 6;
    const int CapacityOffset = 12;

    readonly byte* start;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Record(nint address) => start = (byte*)address;

    /// <summary>No record.</summary>
    public static Record None => default;

    public bool IsNone
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => start == null;
    }

    /// <summary>Where the record stands; two views of one record have the same address.</summary>
    public nint Address => (nint)start;

    public RecordType Type => IsLong
        ? (RecordType)(*start >> RecordLayout.TypeShift & RecordLayout.TypeMask)
        : RecordType.String;

    public RecordEncoding Encoding
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var header = *(ushort*)start;
            if ((header & RecordLayout.LongBit) != 0)
                return (RecordEncoding)((header & RecordLayout.EncodingBits) >> RecordLayout.EncodingShift);
            return header >> RecordLayout.ShortInlineLengthShift == RecordLayout.ShortIntegerMark
                ? RecordEncoding.Integer
                : RecordEncoding.Inline;
        }
    }

    public ReadOnlySpan<byte> Key
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var length = KeyLength;
            return new(start + KeyOffsetOf(length), length);
        }
    }

    public bool HasExpiry => (*start & RecordLayout.ExpiryBit) != 0;

    /// <summary>When the key expires in Unix milliseconds, or <see cref="KeyStore.NoExpiry"/>.</summary>
    public long ExpiresAt
    {
        get => HasExpiry ? Unsafe.ReadUnaligned<long>(start + HeaderBytes) : KeyStore.NoExpiry;
        internal set
        {
            Debug.Assert(HasExpiry);
            Unsafe.WriteUnaligned(start + HeaderBytes, value);
        }
    }

    /// <summary>24 bits for the eviction policy: LRU clock or LFU counter. Not touched by anything here.</summary>
    public uint AccessClock
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (uint)(*(ulong*)start >> RecordLayout.AccessClockShift) & RecordLayout.AccessClockMax;
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set
        {
            // Five bytes are the header of every record; what stands behind them is written back as it was.
            var word = (ulong*)start;
            *word = (*word & RecordLayout.BesideAccessClock) | (ulong)value << RecordLayout.AccessClockShift;
        }
    }

    /// <summary>What the record takes of the heap, without the blocks it refers to.</summary>
    public int HeapBytes => ShardHeap.GoodSize(Bytes);

    /// <summary>Whether OBJECT ENCODING calls the string "raw".</summary>
    public bool IsRaw => (*start & RecordLayout.RawBit) != 0;

    /// <summary>The value as a string. The type must be a string.</summary>
    public StringView String
    {
        get
        {
            Debug.Assert(Type == RecordType.String);
            return new(this);
        }
    }

    /// <summary>All of the header, and nothing but it: a short one is the lower 40 bits.</summary>
    internal ulong Header
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsLong ? *(ulong*)start : *(ulong*)start & RecordLayout.ShortHeaderBits;
        set
        {
            if ((value & RecordLayout.LongBit) != 0)
            {
                *(ulong*)start = value;
                return;
            }
            *(uint*)start = (uint)value;
            start[sizeof(uint)] = (byte)(value >> 32);
        }
    }

    bool IsLong
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (*start & RecordLayout.LongBit) != 0;
    }

    int HeaderBytes => IsLong ? RecordLayout.LongHeaderBytes : RecordLayout.ShortHeaderBytes;

    internal int KeyLength
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var header = *(ulong*)start;
            if ((header & RecordLayout.LongBit) == 0)
                return (int)(header >> RecordLayout.ShortKeyLengthShift) & RecordLayout.ShortKeyLengthMax;
            var length = (int)(header >> RecordLayout.KeyLengthShift);
            return length < RecordLayout.KeyLengthEscape ? length : LongKeyLength;
        }
    }

    int LongKeyLength => Unsafe.ReadUnaligned<int>(start + AfterExpiry);

    /// <summary>The length of an inline value, otherwise 0.</summary>
    internal int InlineLength
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var header = *(ulong*)start;
            if ((header & RecordLayout.LongBit) != 0)
                return (int)(header >> RecordLayout.InlineLengthShift) & RecordLayout.InlineLengthMax;
            var length = (int)(ushort)header >> RecordLayout.ShortInlineLengthShift;
            return length == RecordLayout.ShortIntegerMark ? 0 : length;
        }
    }

    /// <summary>Where the record stands in the expiry wheel. Only where it has an expiry.</summary>
    internal uint WheelPosition
    {
        get => Unsafe.ReadUnaligned<uint>(start + HeaderBytes + RecordLayout.WheelOffset);
        set => Unsafe.WriteUnaligned(start + HeaderBytes + RecordLayout.WheelOffset, value);
    }

    static Record IDeadlineEntry<Record>.At(nint address) => new(address);

    uint IDeadlineEntry<Record>.WheelPosition
    {
        get => WheelPosition;
        set => WheelPosition = value;
    }

    internal RecordShape Shape => new()
    {
        Type = Type, Encoding = Encoding, HasExpiry = HasExpiry, IsRaw = IsRaw,
        InlineLength = InlineLength, KeyLength = KeyLength,
    };

    /// <summary>The bytes of the record itself, without what it refers to.</summary>
    internal int Bytes => ValueOffset + RecordLayout.ValueBytes(Encoding, InlineLength);

    int ValueOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var keyLength = KeyLength;
            return KeyOffsetOf(keyLength) + keyLength;
        }
    }

    /// <summary>Where what follows header and expiry begins.</summary>
    internal int AfterExpiry => HeaderBytes + (HasExpiry ? RecordLayout.ExpiryBytes : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int KeyOffsetOf(int keyLength) =>
        AfterExpiry + (keyLength >= RecordLayout.KeyLengthEscape ? RecordLayout.LongKeyBytes : 0);

    /// <summary>Deadline and place in the wheel, as raw memory. Only where there is an expiry.</summary>
    internal Span<byte> Expiry => new(start + HeaderBytes, RecordLayout.ExpiryBytes);

    /// <summary>The record's first bytes, as raw memory.</summary>
    internal Span<byte> BytesTo(int end) => new(start, end);

    /// <summary>The bytes that stand for the value in the record: text, number or reference.</summary>
    internal Span<byte> ValueBytes =>
        new(start + ValueOffset, RecordLayout.ValueBytes(Encoding, InlineLength));

    /// <summary>The bytes of an inline value.</summary>
    internal Span<byte> InlineValue => new(start + ValueOffset, InlineLength);

    /// <summary>The value where the header is short and it is text, which is the common case and one look.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryGetShortText(out ReadOnlySpan<byte> text)
    {
        var header = *(ulong*)start;
        var length = (int)(ushort)header >> RecordLayout.ShortInlineLengthShift;
        if ((header & RecordLayout.LongBit) != 0 || length == RecordLayout.ShortIntegerMark)
        {
            text = default;
            return false;
        }
        var at = start + RecordLayout.ShortHeaderBytes
            + ((int)(header >> RecordLayout.ShortKeyLengthShift) & RecordLayout.ShortKeyLengthMax);
        if ((header & RecordLayout.ExpiryBit) != 0) at += RecordLayout.ExpiryBytes;
        text = new(at, length);
        return true;
    }

    internal long IntegerValue
    {
        get => Unsafe.ReadUnaligned<long>(start + ValueOffset);
        set => Unsafe.WriteUnaligned(start + ValueOffset, value);
    }

    internal ValueReference Reference
    {
        get
        {
            var at = start + ValueOffset;
            return new(
                (nint)(*(ulong*)at & AddressBits),
                (long)(*(ulong*)(at + LengthOffset - 2) >> 16),
                *(long*)(at + CapacityOffset - 2) >> 16);
        }
        set
        {
            Debug.Assert((ulong)value.Length <= AddressBits && value.Capacity << 16 >> 16 == value.Capacity);
            var at = start + ValueOffset;
            *(ulong*)at = (ulong)value.Address | (ulong)value.Length << 48;
            *(ulong*)(at + LengthOffset + 2) = (ulong)value.Length >> 16 | (ulong)value.Capacity << 32;
            *(ushort*)(at + CapacityOffset + 4) = (ushort)(value.Capacity >> 32);
        }
    }

    /// <summary>Writes a collection back that has moved or changed its encoding. The record stays.</summary>
    internal void SetValue(RecordEncoding encoding, in ValueReference reference)
    {
        Debug.Assert(((int)encoding & (int)Encoding & (int)RecordEncoding.Reference) != 0);
        Header = (Header & ~RecordLayout.EncodingBits) | (ulong)encoding << RecordLayout.EncodingShift;
        Reference = reference;
    }

    /// <summary>The bytes a reference leads to.</summary>
    internal Span<byte> ReferencedBytes
    {
        get
        {
            var reference = Reference;
            return new((byte*)reference.Address, (int)reference.Length);
        }
    }

    /// <summary>Whether this is the record of a key. Words for short keys: a call costs more than they do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool HasKey(ReadOnlySpan<byte> key)
    {
        var header = *(ulong*)start;
        int length;
        byte* mine;
        if ((header & RecordLayout.LongBit) == 0)
        {
            length = (int)(header >> RecordLayout.ShortKeyLengthShift) & RecordLayout.ShortKeyLengthMax;
            mine = start + RecordLayout.ShortHeaderBytes;
        }
        else
        {
            length = (int)(header >> RecordLayout.KeyLengthShift);
            mine = start + RecordLayout.LongHeaderBytes;
        }
        if (length != key.Length || length is < 8 or > 16) return HasKeySlow(key);
        if ((header & RecordLayout.ExpiryBit) != 0) mine += RecordLayout.ExpiryBytes;
        ref var other = ref MemoryMarshal.GetReference(key);
        var last = length - 8;
        return ((Unsafe.ReadUnaligned<ulong>(mine) ^ Unsafe.ReadUnaligned<ulong>(ref other))
            | (Unsafe.ReadUnaligned<ulong>(mine + last)
                ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref other, last)))) == 0;
    }

    static int ITableEntry<Record>.EntriesABucketTenths => 75;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Record ITableEntry<Record>.At(nint address) => new(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool ITableEntry<Record>.HasKey(ReadOnlySpan<byte> key) => HasKey(key);

    bool HasKeySlow(ReadOnlySpan<byte> key) => Key.SequenceEqual(key);

    /// <summary>
    /// Writes header and key in the order that allows <paramref name="key"/> to be this record's own, now elsewhere.
    /// The access clock becomes 0; the deadline, wheel position and value are left to the caller.
    /// </summary>
    internal void Begin(in RecordShape shape, ReadOnlySpan<byte> key)
    {
        key.CopyTo(new Span<byte>(start + shape.KeyOffset, shape.KeyLength));
        Header = RecordLayout.Header(shape);
        if (shape.KeyLength >= RecordLayout.KeyLengthEscape)
            Unsafe.WriteUnaligned(start + shape.KeyOffset - RecordLayout.LongKeyBytes, shape.KeyLength);
    }
}
