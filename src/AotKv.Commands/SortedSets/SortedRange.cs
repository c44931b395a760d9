using AotKv.Engine;
using AotKv.Values.SortedSets;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.SortedSets;

/// <summary>A range of scores or of members: all between two bounds. Lives on the stack.</summary>
readonly ref struct SortedRange
{
    readonly SortedBound start;
    readonly SortedBound end;

    SortedRange(SortedBound start, SortedBound end)
    {
        this.start = start;
        this.end = end;
    }

    /// <summary>
    /// Reads a range of scores: numbers, each after "(" where it is not part of it. Where they are not, answers so.
    /// </summary>
    public static bool TryReadScores(
        scoped in Call call, int minimum, int maximum, scoped in Reply reply, out SortedRange range)
    {
        if (TryReadScore(call[minimum], out var low, out var isAboveLow)
            && TryReadScore(call[maximum], out var high, out var isBelowHigh))
        {
            range = new(
                isAboveLow ? SortedBound.AfterScore(low) : SortedBound.BeforeScore(low),
                isBelowHigh ? SortedBound.BeforeScore(high) : SortedBound.AfterScore(high));
            return true;
        }
        range = default;
        reply.Error("ERR min or max is not a float"u8);
        return false;
    }

    /// <summary>
    /// Reads a range of members: after "[", or after "(" where the member is not part of it, or "-" and "+" for no
    /// bound. Where they are not, answers so.
    /// </summary>
    public static bool TryReadTexts(
        scoped in Call call, int minimum, int maximum, scoped in Reply reply, out SortedRange range)
    {
        if (TryReadText(call[minimum], isMaximum: false, out var start)
            && TryReadText(call[maximum], isMaximum: true, out var end))
        {
            range = new(start, end);
            return true;
        }
        range = default;
        reply.Error("ERR min or max not valid string range item"u8);
        return false;
    }

    /// <summary>The rank of the first member of a set in the range, and how many there are.</summary>
    public void Find(in SortedSetValue set, out long first, out long count)
    {
        first = set.RankOf(start);
        count = Math.Max(0, set.RankOf(end) - first);
    }

    /// <summary>As Valkey reads it, nothing is a zero, and what follows a zero byte does not matter.</summary>
    static bool TryReadScore(ReadOnlySpan<byte> text, out double score, out bool isExclusive)
    {
        isExclusive = !text.IsEmpty && text[0] == '(';
        if (isExclusive) text = text[1..];
        var end = text.IndexOf((byte)0);
        if (end >= 0) text = text[..end];
        score = 0;
        return text.IsEmpty || DoubleText.TryParseLoosely(text, out score);
    }

    static bool TryReadText(ReadOnlySpan<byte> text, bool isMaximum, out SortedBound bound)
    {
        bound = default;
        if (text.IsEmpty) return false;
        var member = text[1..];
        switch (text[0])
        {
            case (byte)'[':
                bound = isMaximum ? SortedBound.AfterText(member) : SortedBound.BeforeText(member);
                return true;
            case (byte)'(':
                bound = isMaximum ? SortedBound.BeforeText(member) : SortedBound.AfterText(member);
                return true;
            case (byte)'-' when IsEnd(member):
                bound = SortedBound.Start;
                return true;
            case (byte)'+' when IsEnd(member):
                bound = SortedBound.End;
                return true;
            default:
                return false;
        }
    }

    static bool IsEnd(ReadOnlySpan<byte> text) => text.IsEmpty || text[0] == 0;
}
