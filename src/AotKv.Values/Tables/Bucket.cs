using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AotKv.Values.Tables;

/// <summary>
/// One bucket of a <see cref="KeyTable"/>: nine entries in one cache line. A view: the table owns the memory. Every
/// position here is 1 to 9, the place of the entry's tag, because that is what a match yields. An overflow bucket may
/// be a short one, which ends after fewer entries: most of them hold two or three.
/// </summary>
//  0        1          10                           64
//  | header | tags[9]  | entries[9], 6 bytes each   |
//
//  A tag is 0 where the entry is empty. Entry p is the upper 48 bits of the word at 2 + 6 * p, which for entry 1
//  reaches back over the last two tags. A bucket whose header says "chained" has tag 9 at 0 and in entry 9 the
//  address of its overflow bucket; all its other entries are full. The upper four bits of the header of a short bucket
//  say how many entries it has room for.
readonly unsafe struct Bucket
{
    public const int Bytes = 64;
    public const int Slots = 9;

    const int EntriesOffset = 2;
    const int EntryBytes = 6;
    const int EntryShift = 16;
    const ulong BesideEntry = 0xFFFF;
    const uint AllTags = 0b11_1111_1110;
    const uint TagsOfChained = 0b01_1111_1110;
    const byte ChainedBit = 1;
    const byte SavedBit = 2;
    const int CapacityShift = 4;

    /// <summary>The entries that a new overflow bucket has room for.</summary>
    public const int FirstCapacity = 2;

    readonly byte* start;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bucket(nint address) => start = (byte*)address;

    public nint Address => (nint)start;

    /// <summary>The bytes of a bucket with room for so many entries.</summary>
    public static int BytesFor(int capacity) => EntriesOffset + EntryBytes + EntryShift / 8 + EntryBytes * capacity;

    /// <summary>How many entries it has room for.</summary>
    public int Capacity => IsShort ? *start >> CapacityShift : Slots;

    /// <summary>It has room for fewer entries than others, and is the last of its chain.</summary>
    public bool IsShort => *start >> CapacityShift != 0;

    /// <summary>The bytes of its block.</summary>
    public int BlockBytes => BytesFor(Capacity);

    /// <summary>What a short bucket that is full grows to.</summary>
    public int NextCapacity => Capacity switch
    {
        FirstCapacity => 4,
        4 => 6,
        _ => Slots,
    };

    public bool IsChained
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (*start & ChainedBit) != 0;
    }

    /// <summary>Whether a snapshot has this bucket and its chain. Only the first bucket of a chain knows.</summary>
    public bool IsSaved
    {
        get => (*start & SavedBit) != 0;
        set => *start = (byte)(value ? *start | SavedBit : *start & ~SavedBit);
    }

    /// <summary>The next bucket of the chain. Only where <see cref="IsChained"/>.</summary>
    public Bucket Overflow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(this[Slots]);
    }

    /// <summary>The address at a position.</summary>
    public nint this[int position]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (nint)(*(ulong*)(start + EntriesOffset + EntryBytes * position) >> EntryShift);
        set
        {
            Debug.Assert((ulong)value >> 48 == 0, "An address has at most 48 bits.");
            var word = (ulong*)(start + EntriesOffset + EntryBytes * position);
            *word = (*word & BesideEntry) | (ulong)value << EntryShift;
        }
    }

    /// <summary>A set bit at each position whose tag this is; there may be others with the same tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Match(byte tag) =>
        Vector128.Equals(Vector128.Load(start), Vector128.Create(tag)).ExtractMostSignificantBits() & AllTags;

    /// <summary>A set bit at each position in use.</summary>
    public uint Used => ~Match(0) & (IsChained ? TagsOfChained : AllTags);

    /// <summary>A set bit at each position that a record can be put at.</summary>
    public uint Empty => Match(0) & (IsChained ? TagsOfChained : (2u << Capacity) - 2);

    public int Count => BitOperations.PopCount(Used);

    public byte Tag(int position) => start[position];

    public void Put(int position, byte tag, nint address)
    {
        start[position] = tag;
        this[position] = address;
    }

    public void Erase(int position) => start[position] = 0;

    /// <summary>Hangs an overflow bucket, an empty one, on this one and moves entry 9 there.</summary>
    public void Chain(Bucket overflow)
    {
        overflow.Put(1, Tag(Slots), this[Slots]);
        Put(Slots, 0, overflow.Address);
        *start |= ChainedBit;
    }

    /// <summary>Lets go of the overflow bucket. Entry 9 is empty then.</summary>
    public void Unchain()
    {
        *start = (byte)(*start & ~ChainedBit);
        Erase(Slots);
    }

    /// <summary>Makes one with room for nine entries empty, unchained and not saved.</summary>
    public void Clear() => new Span<byte>(start, Bytes).Clear();

    /// <summary>Makes one with room for so many entries empty, unchained and not saved.</summary>
    public void Clear(int capacity)
    {
        new Span<byte>(start, BytesFor(capacity)).Clear();
        SetCapacity(capacity);
    }

    /// <summary>Copies it to a block of as many bytes.</summary>
    public void CopyTo(Bucket other)
    {
        var bytes = BlockBytes;
        new ReadOnlySpan<byte>(start, bytes).CopyTo(new Span<byte>(other.start, bytes));
    }

    /// <summary>Copies it, a short one, to a block with room for more entries.</summary>
    public void CopyTo(Bucket other, int capacity)
    {
        CopyTo(other);
        other.SetCapacity(capacity);
    }

    void SetCapacity(int capacity) =>
        *start = (byte)(*start & (ChainedBit | SavedBit) | (capacity < Slots ? capacity << CapacityShift : 0));
}
