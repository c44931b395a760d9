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

    public RecordType Type => (RecordType)(*start & 0xF);

    public RecordEncoding Encoding => (RecordEncoding)(*start >> RecordLayout.EncodingShift);

    public ReadOnlySpan<byte> Key
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var length = KeyLength;
            return new(start + RecordLayout.KeyOffset(HasExpiry, length), length);
        }
    }

    public bool HasExpiry => (Header & RecordLayout.ExpiryBit) != 0;

    /// <summary>When the key expires in Unix milliseconds, or <see cref="KeyStore.NoExpiry"/>.</summary>
    public long ExpiresAt
    {
        get => HasExpiry ? Unsafe.ReadUnaligned<long>(start + RecordLayout.DeadlineOffset) : KeyStore.NoExpiry;
        internal set
        {
            Debug.Assert(HasExpiry);
            Unsafe.WriteUnaligned(start + RecordLayout.DeadlineOffset, value);
        }
    }

    /// <summary>24 bits for the eviction policy: LRU clock or LFU counter. Not touched by anything here.</summary>
    public uint AccessClock
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (uint)(Header >> RecordLayout.AccessClockShift);
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set
        {
            // The view is a value, the record is not: the setter changes shared memory, never this struct.
            var kept = Header & ~((ulong)RecordLayout.AccessClockMax << RecordLayout.AccessClockShift);
            Header = kept | (ulong)value << RecordLayout.AccessClockShift;
        }
    }

    /// <summary>What the record takes of the heap, without the blocks it refers to.</summary>
    public int HeapBytes => ShardHeap.GoodSize(Bytes);

    /// <summary>Whether OBJECT ENCODING calls the string "raw".</summary>
    public bool IsRaw => (Header & RecordLayout.RawBit) != 0;

    /// <summary>The value as a string. The type must be a string.</summary>
    public StringView String
    {
        get
        {
            Debug.Assert(Type == RecordType.String);
            return new(this);
        }
    }

    internal ulong Header
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => *(ulong*)start;
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => *(ulong*)start = value;
    }

    internal int KeyLength
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var length = (int)(Header >> RecordLayout.KeyLengthShift) & RecordLayout.KeyLengthEscape;
            return length < RecordLayout.KeyLengthEscape ? length : LongKeyLength;
        }
    }

    int LongKeyLength => Unsafe.ReadUnaligned<int>(start + AfterExpiry);

    internal int InlineLength => (int)(Header >> RecordLayout.InlineLengthShift) & RecordLayout.InlineLengthMax;

    /// <summary>Where the record stands in the expiry wheel. Only where it has an expiry.</summary>
    internal uint WheelPosition
    {
        get => Unsafe.ReadUnaligned<uint>(start + RecordLayout.WheelOffset);
        set => Unsafe.WriteUnaligned(start + RecordLayout.WheelOffset, value);
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
            return RecordLayout.KeyOffset(HasExpiry, keyLength) + keyLength;
        }
    }

    /// <summary>Where what follows header and expiry begins.</summary>
    internal int AfterExpiry => RecordLayout.HeaderBytes + (HasExpiry ? RecordLayout.ExpiryBytes : 0);

    /// <summary>The record's first bytes, as raw memory.</summary>
    internal Span<byte> BytesTo(int end) => new(start, end);

    /// <summary>The bytes that stand for the value in the record: text, number or reference.</summary>
    internal Span<byte> ValueBytes =>
        new(start + ValueOffset, RecordLayout.ValueBytes(Encoding, InlineLength));

    /// <summary>The bytes of an inline value.</summary>
    internal Span<byte> InlineValue => new(start + ValueOffset, InlineLength);

    internal long IntegerValue
    {
        get => Unsafe.ReadUnaligned<long>(start + ValueOffset);
        set => Unsafe.WriteUnaligned(start + ValueOffset, value);
    }

    internal ValueReference Reference
    {
        get => Unsafe.ReadUnaligned<ValueReference>(start + ValueOffset);
        set => Unsafe.WriteUnaligned(start + ValueOffset, value);
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
        var header = Header;
        var length = (int)(header >> RecordLayout.KeyLengthShift) & RecordLayout.KeyLengthEscape;
        if (length != key.Length || length is < 8 or > 16) return HasKeySlow(key);
        var mine = start + RecordLayout.HeaderBytes;
        if ((header & RecordLayout.ExpiryBit) != 0) mine += RecordLayout.ExpiryBytes;
        ref var other = ref MemoryMarshal.GetReference(key);
        var last = length - 8;
        return ((Unsafe.ReadUnaligned<ulong>(mine) ^ Unsafe.ReadUnaligned<ulong>(ref other))
            | (Unsafe.ReadUnaligned<ulong>(mine + last)
                ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref other, last)))) == 0;
    }

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
