using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AotKv.Values.Tables;

/// <summary>
/// One bucket of a <see cref="KeyTable"/>: nine entries in one cache line. A view: the table owns the memory. Every
/// position here is 1 to 9, the place of the entry's tag, because that is what a match yields.
/// </summary>
//  0        1          10                           64
//  | header | tags[9]  | entries[9], 6 bytes each   |
//
//  A tag is 0 where the entry is empty. Entry p is the upper 48 bits of the word at 2 + 6 * p, which for entry 1
//  reaches back over the last two tags. A bucket whose header says "chained" has tag 9 at 0 and in entry 9 the
//  address of its overflow bucket; all its other entries are full.
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

    readonly byte* start;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bucket(nint address) => start = (byte*)address;

    public nint Address => (nint)start;

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
    public uint Empty => Match(0) & (IsChained ? TagsOfChained : AllTags);

    public int Count => BitOperations.PopCount(Used);

    public byte Tag(int position) => start[position];

    public void Put(int position, byte tag, nint address)
    {
        start[position] = tag;
        this[position] = address;
    }

    public void Erase(int position) => start[position] = 0;

    /// <summary>Hangs an overflow bucket on this one and moves entry 9 there.</summary>
    public void Chain(Bucket overflow)
    {
        overflow.Clear();
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

    /// <summary>Makes it empty, unchained and not saved.</summary>
    public void Clear() => new Span<byte>(start, Bytes).Clear();

    public void CopyTo(Bucket other) =>
        new ReadOnlySpan<byte>(start, Bytes).CopyTo(new Span<byte>(other.start, Bytes));
}
