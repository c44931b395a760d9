using System.Runtime.CompilerServices;
using AotKv.Memory.Heaps;

namespace AotKv.Values.SortedSets;

/// <summary>
/// An inner node of a <see cref="RankTree"/>: up to 63 children, each with its first member, that member's order and
/// the number of members below it. A view: the tree owns the block.
/// </summary>
//  0       8            512             1016         1520        2024
//  | count | orders[63] | minimums[63] | children[63] | sizes[63] |
readonly unsafe struct InnerNode
{
    public const int Bytes = 2024;
    public const int Capacity = 63;

    const int OrdersOffset = 8;
    const int MinimumsOffset = OrdersOffset + 8 * Capacity;
    const int ChildrenOffset = MinimumsOffset + 8 * Capacity;
    const int SizesOffset = ChildrenOffset + 8 * Capacity;

    readonly byte* start;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public InnerNode(nint address) => start = (byte*)address;

    public nint Address => (nint)start;

    public int Count
    {
        get => *(int*)start;
        private set => *(int*)start = value;
    }

    /// <summary>All members below.</summary>
    public long Size
    {
        get
        {
            var size = 0L;
            for (var slot = 0; slot < Count; slot++) size += Sizes[slot];
            return size;
        }
    }

    ulong* Orders => (ulong*)(start + OrdersOffset);

    nint* Minimums => (nint*)(start + MinimumsOffset);

    nint* Children => (nint*)(start + ChildrenOffset);

    long* Sizes => (long*)(start + SizesOffset);

    public static InnerNode Create(ShardHeap heap)
    {
        var node = new InnerNode(heap.Allocate(Bytes));
        node.Count = 0;
        return node;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Child(int slot) => Children[slot];

    /// <summary>The first member below a child.</summary>
    public ScoredMember Minimum(int slot) => new(Minimums[slot]);

    public ref long SizeOf(int slot) => ref Sizes[slot];

    public void SetMinimum(int slot, ScoredMember member)
    {
        Orders[slot] = member.Order;
        Minimums[slot] = member.Address;
    }

    /// <summary>The members below the children before a slot.</summary>
    public long SizeBefore(int slot)
    {
        var size = 0L;
        for (var before = 0; before < slot; before++) size += Sizes[before];
        return size;
    }

    /// <summary>The last child that begins before a bound, or the first.</summary>
    public int Find(scoped in SortedBound bound)
    {
        var from = 1;
        var to = Count;
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            if (bound.IsAfter(Orders[middle], new ScoredMember(Minimums[middle]))) from = middle + 1;
            else to = middle;
        }
        return from - 1;
    }

    /// <summary>The child that has the member of a rank below it, and the rank there.</summary>
    public int Find(ref long rank)
    {
        var slot = 0;
        for (; slot < Count - 1 && rank >= Sizes[slot]; slot++) rank -= Sizes[slot];
        return slot;
    }

    public void Insert(int slot, nint child, ScoredMember minimum, long size)
    {
        var moved = Count - slot;
        Shift(Orders + slot, moved, 1);
        Shift(Minimums + slot, moved, 1);
        Shift(Children + slot, moved, 1);
        Shift(Sizes + slot, moved, 1);
        Count++;
        SetMinimum(slot, minimum);
        Children[slot] = child;
        Sizes[slot] = size;
    }

    public void Remove(int slot, int count = 1)
    {
        var moved = Count - slot - count;
        Shift(Orders + slot + count, moved, -count);
        Shift(Minimums + slot + count, moved, -count);
        Shift(Children + slot + count, moved, -count);
        Shift(Sizes + slot + count, moved, -count);
        Count -= count;
    }

    /// <summary>Moves the last children to the front of the node that follows.</summary>
    public void MoveTail(InnerNode right, int count)
    {
        Shift(right.Orders, right.Count, count);
        Shift(right.Minimums, right.Count, count);
        Shift(right.Children, right.Count, count);
        Shift(right.Sizes, right.Count, count);
        right.Count += count;
        Count -= count;
        CopyTo(Count, right, 0, count);
    }

    /// <summary>Moves the first children of the node that follows to the end of this one.</summary>
    public void TakeHead(InnerNode right, int count)
    {
        right.CopyTo(0, this, Count, count);
        Count += count;
        right.Remove(0, count);
    }

    void CopyTo(int from, InnerNode other, int to, int count)
    {
        new ReadOnlySpan<ulong>(Orders + from, count).CopyTo(new(other.Orders + to, count));
        new ReadOnlySpan<nint>(Minimums + from, count).CopyTo(new(other.Minimums + to, count));
        new ReadOnlySpan<nint>(Children + from, count).CopyTo(new(other.Children + to, count));
        new ReadOnlySpan<long>(Sizes + from, count).CopyTo(new(other.Sizes + to, count));
    }

    static void Shift<T>(T* from, int count, int by) where T : unmanaged =>
        new ReadOnlySpan<T>(from, count).CopyTo(new Span<T>(from + by, count));
}
