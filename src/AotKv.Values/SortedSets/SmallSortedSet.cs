using AotKv.Memory.Heaps;
using AotKv.Values.ListPacks;

namespace AotKv.Values.SortedSets;

/// <summary>
/// A small sorted set: a listpack of member, score, member, score, in order, as Valkey has it. Static: the block
/// belongs to a record, and who calls writes its reference back. Ranks are found by counting.
/// </summary>
static class SmallSortedSet
{
    public static double ScoreAt(ListPack pack, int member)
    {
        var item = pack.Read(pack.Next(member));
        return item.IsInteger ? item.Integer : ScoreOrder.Parse(item.Text);
    }

    /// <summary>The position of a member, or 0.</summary>
    public static int Find(ListPack pack, ReadOnlySpan<byte> member) => pack.Find(member, pack.First, skip: 1);

    /// <summary>The position of the member with a rank.</summary>
    public static int PositionOf(ListPack pack, long rank) => pack.Seek((int)(rank * 2));

    public static long RankOf(ListPack pack, scoped in SortedBound bound)
    {
        var rank = 0L;
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        for (var position = pack.First; position != 0; rank++)
        {
            var member = pack.Read(position);
            var order = ScoreOrder.KeyOf(ScoreAt(pack, position));
            if (!bound.IsAfter(order, member.AsSpan(scratch))) break;
            position = pack.Next(pack.Next(position));
        }
        return rank;
    }

    public static long RankOf(ListPack pack, int member)
    {
        var rank = 0L;
        for (var position = pack.First; position != member; position = pack.Next(pack.Next(position))) rank++;
        return rank;
    }

    /// <summary>Adds a member that is not there.</summary>
    public static void Insert(ShardHeap heap, ref ValueReference block, ReadOnlySpan<byte> member, double score)
    {
        var editor = new ListPackEditor(heap, ref block);
        Insert(editor, PlaceOf(editor.View, member, score), member, score);
    }

    /// <summary>Adds a member that sorts behind all others.</summary>
    public static void Append(ShardHeap heap, ref ValueReference block, ReadOnlySpan<byte> member, double score)
    {
        var editor = new ListPackEditor(heap, ref block);
        Insert(editor, editor.View.EndPosition, member, score);
    }

    static void Insert(scoped in ListPackEditor editor, int place, ReadOnlySpan<byte> member, double score)
    {
        editor.Insert(place, member);
        var after = editor.View.After(place);
        if (ScoreOrder.TryWhole(score, out var whole))
        {
            editor.Insert(after, whole);
            return;
        }
        Span<byte> text = stackalloc byte[Wire.Numbers.DoubleText.BytesMax];
        editor.Insert(after, text[..Wire.Numbers.DoubleText.Format(text, score)]);
    }

    public static void Remove(ShardHeap heap, ref ValueReference block, int position, int members = 1) =>
        new ListPackEditor(heap, ref block).Delete(position, members * 2);

    /// <summary>Where a member belongs that is not there: the position of the first behind it, or the end.</summary>
    static int PlaceOf(ListPack pack, ReadOnlySpan<byte> member, double score)
    {
        var bound = SortedBound.BeforeMember(ScoreOrder.KeyOf(score), member);
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        for (var position = pack.First; position != 0;)
        {
            var order = ScoreOrder.KeyOf(ScoreAt(pack, position));
            if (!bound.IsAfter(order, pack.Read(position).AsSpan(scratch))) return position;
            position = pack.Next(pack.Next(position));
        }
        return pack.EndPosition;
    }
}
