using AotKv.Values.ListPacks;

namespace AotKv.Values.SortedSets;

/// <summary>
/// Walks over the members of a sorted set in order, or backwards. The set must not change meanwhile. Lives on the
/// stack.
/// </summary>
public ref struct SortedSetCursor
{
    /// <summary>The room that <see cref="Member"/> needs.</summary>
    public const int ScratchBytes = ListPackItem.ScratchBytes;

    const int StepsAhead = 6;

    readonly ListPack pack;
    readonly bool isBackward;
    readonly bool isSmall;
    LeafNode leaf;
    int position;

    internal SortedSetCursor(ListPack pack, int position, bool isBackward)
    {
        this.pack = pack;
        this.position = position;
        this.isBackward = isBackward;
        isSmall = true;
    }

    internal SortedSetCursor(LeafNode leaf, int position, bool isBackward)
    {
        this.leaf = leaf;
        this.position = position;
        this.isBackward = isBackward;
    }

    /// <summary>Whether a member is here; false behind the last.</summary>
    public readonly bool IsAtMember => isSmall ? position != 0 : leaf.Address != 0 && (uint)position < (uint)leaf.Count;

    public readonly double Score => isSmall ? SmallSortedSet.ScoreAt(pack, position) : leaf[position].Score;

    /// <summary>The member, in the set's memory or, where it is a number there, in the scratch.</summary>
    public readonly ReadOnlySpan<byte> Member(Span<byte> scratch) =>
        isSmall ? pack.Read(position).AsSpan(scratch) : leaf[position].Key;

    /// <summary>Asks for a member some steps ahead: they lie anywhere in memory.</summary>
    public readonly void LookAhead()
    {
        var ahead = position + StepsAhead;
        if (!isSmall && ahead < leaf.Count) leaf[ahead].Prefetch();
    }

    public void Move()
    {
        if (isBackward) MoveBackward();
        else MoveForward();
    }

    void MoveForward()
    {
        if (isSmall)
        {
            position = pack.Next(pack.Next(position));
            return;
        }
        if (++position < leaf.Count) return;
        leaf = new(leaf.Next);
        position = 0;
    }

    void MoveBackward()
    {
        if (isSmall)
        {
            position = pack.Previous(position);
            if (position != 0) position = pack.Previous(position);
            return;
        }
        if (--position >= 0) return;
        leaf = new(leaf.Previous);
        if (leaf.Address != 0) position = leaf.Count - 1;
    }
}
