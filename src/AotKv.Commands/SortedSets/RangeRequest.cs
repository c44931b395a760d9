using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.SortedSets;

/// <summary>
/// A request for a range of a sorted set: ZRANGE and all its relatives, from the source's position on. Whatever its
/// ends are, it comes down to a first rank, a number of members and a direction. Lives on the stack.
/// </summary>
ref struct RangeRequest
{
    RangeKind kind;
    RangeDirection direction;
    SortedRange range;
    long start;
    long stop;
    long offset;
    long limit;

    /// <summary>The rank that is answered first.</summary>
    public long First;

    /// <summary>How many members are answered.</summary>
    public long Count;

    public bool WithScores;

    public readonly bool IsReversed => direction == RangeDirection.Reverse;

    /// <summary>
    /// Reads what stands behind the source: two ends, then options, of which a destination takes away WITHSCORES.
    /// Where it does not fit, answers so.
    /// </summary>
    public static bool TryRead(
        scoped in Call call, int source, scoped in Reply reply, RangeKind kind, RangeDirection direction,
        bool isStored, out RangeRequest request)
    {
        request = new() { kind = kind, direction = direction, limit = -1 };
        if (!request.TryReadOptions(call, source + 3, reply, isStored)) return false;
        if (request.kind == RangeKind.Any) request.kind = RangeKind.Rank;
        if (request.limit != -1 && request.kind == RangeKind.Rank)
        {
            reply.Error("ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX"u8);
            return false;
        }
        if (request.WithScores && request.kind == RangeKind.Text)
        {
            reply.Error("ERR syntax error, WITHSCORES not supported in combination with BYLEX"u8);
            return false;
        }
        var (minimum, maximum) = request.IsReversed ? (source + 2, source + 1) : (source + 1, source + 2);
        return request.kind switch
        {
            RangeKind.Score => SortedRange.TryReadScores(call, minimum, maximum, reply, out request.range),
            RangeKind.Text => SortedRange.TryReadTexts(call, minimum, maximum, reply, out request.range),
            _ => IntegerArgument.TryRead(call, source + 1, reply, out request.start)
                && IntegerArgument.TryRead(call, source + 2, reply, out request.stop),
        };
    }

    bool TryReadOptions(scoped in Call call, int position, scoped in Reply reply, bool isStored)
    {
        for (; position < call.Count; position++)
        {
            var option = call[position];
            if (!isStored && Option.Is(option, "WITHSCORES"u8))
            {
                WithScores = true;
            }
            else if (Option.Is(option, "LIMIT"u8) && position + 2 < call.Count)
            {
                if (!IntegerArgument.TryRead(call, position + 1, reply, out offset)) return false;
                if (!IntegerArgument.TryRead(call, position + 2, reply, out limit)) return false;
                position += 2;
            }
            else if (direction == RangeDirection.Any && Option.Is(option, "REV"u8))
            {
                direction = RangeDirection.Reverse;
            }
            else if (kind == RangeKind.Any && Option.Is(option, "BYLEX"u8))
            {
                kind = RangeKind.Text;
            }
            else if (kind == RangeKind.Any && Option.Is(option, "BYSCORE"u8))
            {
                kind = RangeKind.Score;
            }
            else
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
        }
        return true;
    }

    /// <summary>Finds <see cref="First"/> and <see cref="Count"/> in a set.</summary>
    public void Find(scoped in SortedSetValue set)
    {
        if (kind == RangeKind.Rank)
        {
            RankRange.Find(set.Count, start, stop, out var first, out Count);
            First = IsReversed ? set.Count - 1 - first : first;
            return;
        }
        range.Find(set, out var low, out var members);
        var skipped = offset;
        if (offset < 0) members = FromTheOtherEnd(set, members, out skipped);
        Count = Math.Max(0, members - skipped);
        if (limit >= 0) Count = Math.Min(Count, limit);
        First = IsReversed ? low + members - 1 - skipped : low + skipped;
    }

    /// <summary>
    /// A negative offset is a mistake that Valkey answers with nothing from a listpack; from a skip list it begins so
    /// many members before the other end.
    /// </summary>
    readonly long FromTheOtherEnd(scoped in SortedSetValue set, long members, out long skipped)
    {
        skipped = members + offset;
        return set.IsSmall || skipped < 0 ? skipped = 0 : members;
    }
}
