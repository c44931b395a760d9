using AotKv.Values.Collections;
using AotKv.Values.ListPacks;

namespace AotKv.Values.SortedSets;

/// <summary>
/// The sorted set at a key: members, each once, in the order of their scores and then of their bytes. Small ones are a
/// listpack, large ones a tree with a table; which of them is nobody's matter but OBJECT ENCODING's. Ranks begin at 0.
/// </summary>
public readonly struct SortedSetValue : IValueView<SortedSetValue>
{
    /// <summary>Valkey lets no listpack grow beyond a gigabyte.</summary>
    const long ListPackBytesMax = 1 << 30;

    readonly ValueHome home;

    SortedSetValue(ValueHome home, Record record)
    {
        this.home = home;
        Record = record;
    }

    public static RecordType Type => RecordType.SortedSet;

    public Record Record { get; }

    public bool IsEmpty => Count == 0;

    /// <summary>The number of members.</summary>
    public long Count => IsSmall ? Pack.Count / 2 : Large.Count;

    /// <summary>Whether the set is a listpack.</summary>
    public bool IsSmall => Record.Encoding == RecordEncoding.ListPack;

    /// <summary>The listpack, for a set that is one: member, score, member, score.</summary>
    public ListPack Pack => new(Record.Reference);

    LargeSortedSet Large => new(home, Record.Reference.Address);

    public static NewValue Create(ValueHome home) => new(RecordEncoding.ListPack, ListPackEditor.Create(home.Heap));

    public static SortedSetValue Open(ValueHome home, Record record) => new(home, record);

    public bool TryGetScore(ReadOnlySpan<byte> member, out double score)
    {
        score = 0;
        if (IsSmall)
        {
            var position = SmallSortedSet.Find(Pack, member);
            if (position == 0) return false;
            score = SmallSortedSet.ScoreAt(Pack, position);
            return true;
        }
        var found = Large.Find(member);
        if (found.IsNone) return false;
        score = found.Score;
        return true;
    }

    /// <summary>A member's rank, counted from the lowest score, and its score.</summary>
    public bool TryGetRank(ReadOnlySpan<byte> member, out long rank, out double score)
    {
        (rank, score) = (0, 0);
        if (IsSmall)
        {
            var position = SmallSortedSet.Find(Pack, member);
            if (position == 0) return false;
            rank = SmallSortedSet.RankOf(Pack, position);
            score = SmallSortedSet.ScoreAt(Pack, position);
            return true;
        }
        var found = Large.Find(member);
        if (found.IsNone) return false;
        rank = Large.RankOf(found);
        score = found.Score;
        return true;
    }

    /// <summary>How many members sort before a bound.</summary>
    public long RankOf(scoped in SortedBound bound) =>
        IsSmall ? SmallSortedSet.RankOf(Pack, bound) : Large.RankOf(bound);

    /// <summary>Puts a member with a score, whatever was there.</summary>
    public void Put(ReadOnlySpan<byte> member, double score) => Put(member, ref score, default);

    /// <summary>
    /// Puts a member with a score as far as the rule allows; the score becomes the one that the member has then. Not
    /// for NaN. The member's bytes must not lie in the set.
    /// </summary>
    public ScoreChange Put(ReadOnlySpan<byte> member, ref double score, in ScoreRule rule)
    {
        if (!IsSmall) return Large.Put(member, ref score, rule);
        var position = SmallSortedSet.Find(Pack, member);
        if (position == 0)
        {
            if (rule.OnlyExisting) return ScoreChange.Refused;
            if (!HasRoomFor(member))
            {
                Enlarge();
                return Large.Put(member, ref score, rule);
            }
            var grown = Record.Reference;
            SmallSortedSet.Insert(home.Heap, ref grown, member, score);
            Record.SetValue(RecordEncoding.ListPack, grown);
            return ScoreChange.Added;
        }
        var change = rule.Decide(SmallSortedSet.ScoreAt(Pack, position), ref score);
        if (change != ScoreChange.Updated) return change;
        var block = Record.Reference;
        SmallSortedSet.Remove(home.Heap, ref block, position);
        SmallSortedSet.Insert(home.Heap, ref block, member, score);
        Record.SetValue(RecordEncoding.ListPack, block);
        return change;
    }

    /// <summary>Removes a member; false where it was not there.</summary>
    public bool Remove(ReadOnlySpan<byte> member)
    {
        if (!IsSmall) return Large.Remove(member);
        var position = SmallSortedSet.Find(Pack, member);
        if (position == 0) return false;
        RemoveFromPack(position, count: 1);
        return true;
    }

    /// <summary>Removes members from a rank on; so many there are.</summary>
    public void RemoveRange(long rank, long count)
    {
        if (count == 0) return;
        if (IsSmall) RemoveFromPack(SmallSortedSet.PositionOf(Pack, rank), (int)count);
        else Large.RemoveRange(rank, count);
    }

    /// <summary>
    /// Takes the large form at once where so many members, or one so long, are about to be put, even if some of them
    /// are there already: at these points Valkey does.
    /// </summary>
    public void Expect(long members, int lengthMax)
    {
        var limits = home.Limits;
        if (IsSmall && (members > limits.SortedSetListPackEntries || lengthMax > limits.SortedSetListPackValue))
            Enlarge();
    }

    /// <summary>Takes the large form: for a result whose scores must keep the sign of a zero.</summary>
    public void BecomeLarge()
    {
        if (IsSmall) Enlarge();
    }

    /// <summary>Takes the small form where the limits allow it.</summary>
    public void Compact()
    {
        var limits = home.Limits;
        if (IsSmall || Count > limits.SortedSetListPackEntries) return;
        var large = Large;
        for (var all = Forward(rank: 0); all.IsAtMember; all.Move())
            if (all.Member(scratch: default).Length > limits.SortedSetListPackValue) return;
        var block = ListPackEditor.Create(home.Heap);
        for (var all = Forward(rank: 0); all.IsAtMember; all.Move())
            SmallSortedSet.Append(home.Heap, ref block, all.Member(scratch: default), all.Score);
        Record.SetValue(RecordEncoding.ListPack, block);
        while (large.FreeSome(long.MaxValue)) { }
    }

    /// <summary>From the member with a rank on towards the higher scores.</summary>
    public SortedSetCursor Forward(long rank) => CursorAt(rank, isBackward: false);

    /// <summary>From the first member behind a bound on.</summary>
    public SortedSetCursor Forward(scoped in SortedBound bound)
    {
        if (IsSmall) return Forward(SmallSortedSet.RankOf(Pack, bound));
        var leaf = Large.LeafAt(bound, out var position);
        return new(leaf, position, isBackward: false);
    }

    /// <summary>From the member with a rank on towards the lower scores.</summary>
    public SortedSetCursor Backward(long rank) => CursorAt(rank, isBackward: true);

    /// <summary>
    /// Shows some members and returns the cursor of the next, 0 after the last; cursor 0 begins. Between steps the set
    /// may change: whatever stays in it meanwhile is shown at least once.
    /// </summary>
    public ulong Scan<TVisitor>(ulong cursor, ref TVisitor visitor)
        where TVisitor : struct, IScoreVisitor, allows ref struct
    {
        if (!IsSmall) return Large.Scan(cursor, ref visitor);
        Span<byte> scratch = stackalloc byte[SortedSetCursor.ScratchBytes];
        for (var all = Forward(rank: 0); all.IsAtMember; all.Move()) visitor.Visit(all.Member(scratch), all.Score);
        return 0;
    }

    bool HasRoomFor(ReadOnlySpan<byte> member)
    {
        var limits = home.Limits;
        return Count < limits.SortedSetListPackEntries && member.Length <= limits.SortedSetListPackValue
            && Record.Reference.Length + member.Length <= ListPackBytesMax;
    }

    void Enlarge()
    {
        var large = LargeSortedSet.Create(home);
        Span<byte> scratch = stackalloc byte[SortedSetCursor.ScratchBytes];
        for (var all = Forward(rank: 0); all.IsAtMember; all.Move()) large.Append(all.Member(scratch), all.Score);
        ListPackEditor.Free(home.Heap, Record.Reference);
        Record.SetValue(RecordEncoding.Root, SortedSetKind.ReferenceTo(large));
    }

    void RemoveFromPack(int position, int count)
    {
        var block = Record.Reference;
        SmallSortedSet.Remove(home.Heap, ref block, position, count);
        Record.SetValue(RecordEncoding.ListPack, block);
    }

    SortedSetCursor CursorAt(long rank, bool isBackward)
    {
        if (IsSmall) return new(Pack, SmallSortedSet.PositionOf(Pack, rank), isBackward);
        var leaf = Large.LeafAt(rank, out var position);
        return new(leaf, position, isBackward);
    }
}
