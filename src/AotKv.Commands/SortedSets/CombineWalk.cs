using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>Walks over the members of one of the sets that are combined. Lives on the stack.</summary>
ref struct CombineWalk(SortedSetCursor cursor)
{
    /// <summary>The room that <see cref="Member"/> needs.</summary>
    public const int ScratchBytes = SortedSetCursor.ScratchBytes;

    SortedSetCursor cursor = cursor;

    public readonly bool IsAtMember => cursor.IsAtMember;

    public readonly double Score => cursor.Score;

    public readonly ReadOnlySpan<byte> Member(Span<byte> scratch) => cursor.Member(scratch);

    public void Move() => cursor.Move();
}
