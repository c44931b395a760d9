using AotKv.Values.Sets;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>
/// Walks over the members of one of the sets that are combined. Those of a plain set score 1. Lives on the stack.
/// </summary>
ref struct CombineWalk
{
    /// <summary>The room that <see cref="Member"/> needs.</summary>
    public const int ScratchBytes = SortedSetCursor.ScratchBytes;

    readonly bool isSorted;
    SortedSetCursor cursor;
    SetWalk walk;

    public CombineWalk(SortedSetCursor cursor)
    {
        this.cursor = cursor;
        isSorted = true;
        IsAtMember = cursor.IsAtMember;
    }

    public CombineWalk(SetWalk walk)
    {
        this.walk = walk;
        IsAtMember = this.walk.MoveNext();
    }

    /// <summary>Whether a member is here; false behind the last.</summary>
    public bool IsAtMember { get; private set; }

    public readonly double Score => isSorted ? cursor.Score : 1;

    public readonly ReadOnlySpan<byte> Member(Span<byte> scratch) =>
        isSorted ? cursor.Member(scratch) : walk.Current.AsSpan(scratch);

    public void Move()
    {
        if (isSorted)
        {
            cursor.Move();
            IsAtMember = cursor.IsAtMember;
        }
        else
        {
            IsAtMember = walk.MoveNext();
        }
    }
}
