using AotKv.Memory;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.Geo;

/// <summary>What a search has found, with copies of the members. On the stack; owns native lists.</summary>
ref struct GeoMatches : IDisposable
{
    NativeList<GeoMatch> matches;
    NativeList<byte> members;
    NativeList<GeoRank> ranks;

    public readonly int Count => matches.Count;

    public readonly ref readonly GeoMatch this[int index] =>
        ref matches[ranks.Count == 0 ? index : ranks[index].Match];

    public readonly ReadOnlySpan<byte> MemberOf(in GeoMatch match) =>
        members.Span.Slice(match.MemberStart, match.MemberLength);

    /// <summary>Finds the members of a set that are in a shape; a positive limit ends the search early.</summary>
    public void Find(in SortedSetValue set, ref GeoShape shape, long limit)
    {
        var bounds = shape.FindBounds();
        var cover = GeoCover.Of(shape, bounds);
        var filter = shape.FindFilter(bounds);
        var last = 0;
        for (var index = 0; index < GeoCover.CellsMax; index++)
        {
            var cell = cover[index];
            // Where cells are huge neighbours may be the same.
            if (cell.IsNone || (last != 0 && cell == cover[last])) continue;
            if (limit > 0 && Count >= limit) return;
            if (filter.MayMeet(cell)) FindIn(cell, set, shape, filter, limit);
            last = index;
        }
    }

    void FindIn(in GeoCell cell, in SortedSetValue set, in GeoShape shape, in GeoFilter filter, long limit)
    {
        var end = cell.EndScore;
        Span<byte> scratch = stackalloc byte[SortedSetCursor.ScratchBytes];
        for (var cursor = set.Forward(SortedBound.BeforeScore(cell.FirstScore)); cursor.IsAtMember; cursor.Move())
        {
            cursor.LookAhead();
            var score = cursor.Score;
            if (score >= end) return;
            if (!filter.MayHold(score)) continue;
            var point = GeoCell.PointOf(score);
            if (shape.Contains(point, out var distance))
            {
                var member = cursor.Member(scratch);
                matches.Add(new(point, distance, score, members.Count, member.Length));
                members.AddRange(member);
            }
            if (limit > 0 && Count >= limit) return;
        }
    }

    /// <summary>The nearest first, or the farthest; those at the same distance as they were found.</summary>
    public void Sort(GeoOrder order)
    {
        if (order == GeoOrder.None || Count < 2) return;
        var turned = order == GeoOrder.Farthest ? ulong.MaxValue : 0;
        ranks.Clear();
        for (var index = 0; index < Count; index++)
            ranks.Add(new(BitConverter.DoubleToUInt64Bits(matches[index].Distance) ^ turned, index));
        using var scratch = new NativeList<GeoRank>();
        GeoSorting.Sort(ranks.Span, scratch.EnsureRoom(Count)[..Count]);
    }

    public void Dispose()
    {
        matches.Dispose();
        members.Dispose();
        ranks.Dispose();
    }
}
