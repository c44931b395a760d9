using AotKv.Memory;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.Geo;

/// <summary>What a search has found, with copies of the members. On the stack; owns two native lists.</summary>
ref struct GeoMatches : IDisposable
{
    NativeList<GeoMatch> matches;
    NativeList<byte> members;

    public readonly int Count => matches.Count;

    public readonly ref readonly GeoMatch this[int index] => ref matches[index];

    public readonly ReadOnlySpan<byte> MemberOf(in GeoMatch match) =>
        members.Span.Slice(match.MemberStart, match.MemberLength);

    /// <summary>Finds the members of a set that are in a shape; a positive limit ends the search early.</summary>
    public void Find(in SortedSetValue set, ref GeoShape shape, long limit)
    {
        var cover = GeoCover.Of(ref shape);
        var last = 0;
        for (var index = 0; index < GeoCover.CellsMax; index++)
        {
            var cell = cover[index];
            // Where cells are huge neighbours may be the same.
            if (cell.IsNone || (last != 0 && cell == cover[last])) continue;
            if (limit > 0 && Count >= limit) return;
            FindIn(cell, set, shape, limit);
            last = index;
        }
    }

    void FindIn(in GeoCell cell, in SortedSetValue set, in GeoShape shape, long limit)
    {
        var first = set.RankOf(SortedBound.BeforeScore(cell.FirstScore));
        if (first == set.Count) return;
        var end = cell.EndScore;
        Span<byte> scratch = stackalloc byte[SortedSetCursor.ScratchBytes];
        for (var cursor = set.Forward(first); cursor.IsAtMember; cursor.Move())
        {
            var score = cursor.Score;
            if (score >= end) return;
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
    public readonly void Sort(GeoOrder order)
    {
        if (order == GeoOrder.Nearest) matches.Span.Sort(new NearestFirst());
        else if (order == GeoOrder.Farthest) matches.Span.Sort(new FarthestFirst());
    }

    public void Dispose()
    {
        matches.Dispose();
        members.Dispose();
    }

    readonly struct NearestFirst : IComparer<GeoMatch>
    {
        public int Compare(GeoMatch x, GeoMatch y) =>
            x.Distance != y.Distance ? x.Distance.CompareTo(y.Distance) : x.MemberStart.CompareTo(y.MemberStart);
    }

    readonly struct FarthestFirst : IComparer<GeoMatch>
    {
        public int Compare(GeoMatch x, GeoMatch y) =>
            x.Distance != y.Distance ? y.Distance.CompareTo(x.Distance) : x.MemberStart.CompareTo(y.MemberStart);
    }
}
