using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using AotKv.Memory.Heaps;
using AotKv.Values.Tables;

namespace AotKv.Values.SortedSets;

/// <summary>
/// A member of a large sorted set with its score: one block of the shard's heap, which stays where it is until the
/// member is removed. A view: the set owns the block; its tree and its table refer to it.
/// </summary>
//  0       8                 9 or 13
//  | score | length          | member |
//          `-- 255: 4 more --´
readonly unsafe struct ScoredMember : ITableEntry<ScoredMember>
{
    const int LengthOffset = 8;
    const int ShortOffset = 9;
    const int LongOffset = 13;

    /// <summary>This length, and all above it, stands in a field of its own.</summary>
    const int LengthEscape = 255;

    readonly byte* start;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ScoredMember(nint address) => start = (byte*)address;

    public static int EntriesABucketTenths => 75;

    public static ScoredMember At(nint address) => new(address);

    public nint Address => (nint)start;

    public bool IsNone => start == null;

    public double Score
    {
        get => *(double*)start;
        set => *(double*)start = value;
    }

    /// <summary>The score as a word that sorts as it does.</summary>
    public ulong Order
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ScoreOrder.KeyOf(*(double*)start);
    }

    public ReadOnlySpan<byte> Key
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            int length = start[LengthOffset];
            return length < LengthEscape
                ? new(start + ShortOffset, length)
                : new(start + LongOffset, Unsafe.ReadUnaligned<int>(start + ShortOffset));
        }
    }

    /// <summary>The bytes of the whole block.</summary>
    public int Bytes => BytesFor(Key.Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasKey(ReadOnlySpan<byte> key) => Key.SequenceEqual(key);

    public static ScoredMember Create(ShardHeap heap, ReadOnlySpan<byte> member, double score)
    {
        var start = (byte*)heap.Allocate(BytesFor(member.Length));
        *(double*)start = score;
        if (member.Length < LengthEscape)
        {
            start[LengthOffset] = (byte)member.Length;
            member.CopyTo(new Span<byte>(start + ShortOffset, member.Length));
        }
        else
        {
            start[LengthOffset] = LengthEscape;
            Unsafe.WriteUnaligned(start + ShortOffset, member.Length);
            member.CopyTo(new Span<byte>(start + LongOffset, member.Length));
        }
        return new((nint)start);
    }

    /// <summary>The same member with the same score in another block.</summary>
    public ScoredMember CopyTo(ShardHeap heap)
    {
        var bytes = Bytes;
        var copy = heap.Allocate(bytes);
        new ReadOnlySpan<byte>(start, bytes).CopyTo(new Span<byte>((void*)copy, bytes));
        return new(copy);
    }

    /// <summary>Asks the processor for the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch()
    {
        if (Sse.IsSupported) Sse.Prefetch0(start);
    }

    public void Free(ShardHeap heap) => heap.Free(Address, Bytes);

    static int BytesFor(int length) => (length < LengthEscape ? ShortOffset : LongOffset) + length;
}
