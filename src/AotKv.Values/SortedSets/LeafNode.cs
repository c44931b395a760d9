using System.Diagnostics;
using System.Runtime.CompilerServices;
using AotKv.Memory.Heaps;

namespace AotKv.Values.SortedSets;

/// <summary>
/// A leaf of a <see cref="RankTree"/>: up to 100 members in order, 10 bytes each. A view: the tree owns the block. The
/// upper half of each member's order stands beside its address, so that most searches look at no member.
/// </summary>
//  0       8      16         24            424              824            1024
//  | count | next | previous | orders[100] | low words[100] | high halves  |
//                            | 4 bytes     | of addresses   | of addresses |
readonly unsafe struct LeafNode
{
    public const int Bytes = 1024;
    public const int Capacity = 100;

    const int NextOffset = 8;
    const int PreviousOffset = 16;
    const int OrdersOffset = 24;
    const int LowOffset = OrdersOffset + 4 * Capacity;
    const int HighOffset = LowOffset + 4 * Capacity;

    readonly byte* start;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LeafNode(nint address) => start = (byte*)address;

    public nint Address => (nint)start;

    public int Count
    {
        get => *(int*)start;
        private set => *(int*)start = value;
    }

    /// <summary>The address of the leaf that follows, or 0.</summary>
    public nint Next
    {
        get => *(nint*)(start + NextOffset);
        set => *(nint*)(start + NextOffset) = value;
    }

    /// <summary>The address of the leaf before, or 0.</summary>
    public nint Previous
    {
        get => *(nint*)(start + PreviousOffset);
        set => *(nint*)(start + PreviousOffset) = value;
    }

    public ScoredMember this[int position]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert((uint)position < (uint)Count);
            return new((nint)(Low[position] | (ulong)High[position] << 32));
        }
    }

    uint* Orders => (uint*)(start + OrdersOffset);

    uint* Low => (uint*)(start + LowOffset);

    ushort* High => (ushort*)(start + HighOffset);

    public static LeafNode Create(ShardHeap heap)
    {
        var leaf = new LeafNode(heap.Allocate(Bytes));
        new Span<byte>(leaf.start, OrdersOffset).Clear();
        return leaf;
    }

    /// <summary>How many of the members sort before a bound.</summary>
    public int CountBefore(scoped in SortedBound bound)
    {
        var from = 0;
        var to = Count;
        var upper = (uint)(bound.Order >> 32);
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            bool isBefore;
            if (bound.HasOrder && Orders[middle] != upper)
            {
                isBefore = Orders[middle] < upper;
            }
            else
            {
                var member = this[middle];
                isBefore = bound.IsAfter(member.Order, member);
            }
            if (isBefore) from = middle + 1;
            else to = middle;
        }
        return from;
    }

    public void Insert(int position, ScoredMember member)
    {
        var moved = Count - position;
        Shift(Orders + position, moved, 1);
        Shift(Low + position, moved, 1);
        Shift(High + position, moved, 1);
        Count++;
        Orders[position] = (uint)(member.Order >> 32);
        Low[position] = (uint)member.Address;
        High[position] = (ushort)((ulong)member.Address >> 32);
    }

    /// <summary>Adds a member behind the last.</summary>
    public void Append(ScoredMember member)
    {
        var position = Count++;
        Orders[position] = (uint)(member.Order >> 32);
        Low[position] = (uint)member.Address;
        High[position] = (ushort)((ulong)member.Address >> 32);
    }

    /// <summary>Takes in the new score of a member that stays at its position.</summary>
    public void Refresh(int position) => Orders[position] = (uint)(this[position].Order >> 32);

    public void Remove(int position, int count)
    {
        var moved = Count - position - count;
        Shift(Orders + position + count, moved, -count);
        Shift(Low + position + count, moved, -count);
        Shift(High + position + count, moved, -count);
        Count -= count;
    }

    /// <summary>Moves the last members to the front of the leaf that follows.</summary>
    public void MoveTail(LeafNode right, int count)
    {
        Shift(right.Orders, right.Count, count);
        Shift(right.Low, right.Count, count);
        Shift(right.High, right.Count, count);
        right.Count += count;
        Count -= count;
        CopyTo(Count, right, 0, count);
    }

    /// <summary>Moves the first members of the leaf that follows to the end of this one.</summary>
    public void TakeHead(LeafNode right, int count)
    {
        right.CopyTo(0, this, Count, count);
        Count += count;
        right.Remove(0, count);
    }

    void CopyTo(int from, LeafNode other, int to, int count)
    {
        new ReadOnlySpan<uint>(Orders + from, count).CopyTo(new(other.Orders + to, count));
        new ReadOnlySpan<uint>(Low + from, count).CopyTo(new(other.Low + to, count));
        new ReadOnlySpan<ushort>(High + from, count).CopyTo(new(other.High + to, count));
    }

    static void Shift<T>(T* from, int count, int by) where T : unmanaged =>
        new ReadOnlySpan<T>(from, count).CopyTo(new Span<T>(from + by, count));
}
