using System.Runtime.CompilerServices;

namespace AotKv.Values.SortedSets;

/// <summary>
/// A place in the order of a sorted set, between two members: all that sort before it come first. One end of a range.
/// Lives on the stack.
/// </summary>
public readonly ref struct SortedBound
{
    enum Kind : byte
    {
        /// <summary>Before the first with this word.</summary>
        Score,

        /// <summary>Before a member with a score.</summary>
        Member,

        /// <summary>After a member with a score.</summary>
        AfterMember,

        /// <summary>Before a member, whatever the scores are.</summary>
        Text,

        /// <summary>After a member, whatever the scores are.</summary>
        AfterText,
    }

    readonly ulong order;
    readonly ReadOnlySpan<byte> text;
    readonly Kind kind;

    SortedBound(Kind kind, ulong order, ReadOnlySpan<byte> text)
    {
        this.kind = kind;
        this.order = order;
        this.text = text;
    }

    /// <summary>Before all members.</summary>
    public static SortedBound Start => new(Kind.Score, 0, default);

    /// <summary>After all members.</summary>
    public static SortedBound End => new(Kind.Score, ulong.MaxValue, default);

    /// <summary>Before all members with this score or a higher one.</summary>
    public static SortedBound BeforeScore(double score) => new(Kind.Score, ScoreOrder.KeyOf(score), default);

    /// <summary>After all members with this score or a lower one.</summary>
    public static SortedBound AfterScore(double score) => new(Kind.Score, ScoreOrder.KeyOf(score) + 1, default);

    /// <summary>Before this member in a set whose scores are all the same.</summary>
    public static SortedBound BeforeText(ReadOnlySpan<byte> text) => new(Kind.Text, 0, text);

    /// <summary>After this member in a set whose scores are all the same.</summary>
    public static SortedBound AfterText(ReadOnlySpan<byte> text) => new(Kind.AfterText, 0, text);

    /// <summary>Before a member with this score.</summary>
    internal static SortedBound BeforeMember(ulong order, ReadOnlySpan<byte> member) =>
        new(Kind.Member, order, member);

    /// <summary>After a member with this score.</summary>
    internal static SortedBound AfterMember(ulong order, ReadOnlySpan<byte> member) =>
        new(Kind.AfterMember, order, member);

    /// <summary>Whether scores decide at all: then what is known of one may save a look at its member.</summary>
    internal bool HasOrder => kind <= Kind.AfterMember;

    internal ulong Order => order;

    /// <summary>Whether a member sorts before this bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsAfter(ulong memberOrder, ScoredMember member) =>
        HasOrder && (memberOrder != order || kind == Kind.Score) ? memberOrder < order : IsAfterText(member.Key);

    /// <summary>The same for a member that stands elsewhere.</summary>
    internal bool IsAfter(ulong memberOrder, ReadOnlySpan<byte> member) =>
        HasOrder && (memberOrder != order || kind == Kind.Score) ? memberOrder < order : IsAfterText(member);

    bool IsAfterText(ReadOnlySpan<byte> member)
    {
        var comparison = member.SequenceCompareTo(text);
        return kind is Kind.AfterText or Kind.AfterMember ? comparison <= 0 : comparison < 0;
    }
}
