using System.Buffers.Text;
using System.Text;
using AotKv.Memory;

namespace AotKv.Engine.Catalog;

/// <summary>
/// Where some of a command's keys are: what a <see cref="KeySpecAttribute"/> declares, ready to be used. Immutable,
/// shared by all threads. The rules are those of Valkey's key specifications.
/// </summary>
public sealed class KeySpec
{
    readonly byte[] keywordBytes = [];

    public KeyFlags Flags { get; init; }

    /// <summary>The position to begin at, or 0 where a keyword says it, or nothing does.</summary>
    public int Index { get; init; }

    /// <summary>The word to begin after, or empty.</summary>
    public string Keyword
    {
        get => Encoding.ASCII.GetString(keywordBytes);
        init => keywordBytes = Encoding.ASCII.GetBytes(value);
    }

    public int StartFrom { get; init; }

    public int Last { get; init; }

    public int Step { get; init; } = 1;

    public int Limit { get; init; }

    /// <summary>Where the number of keys stands, from the beginning; -1 for a range.</summary>
    public int CountAt { get; init; } = -1;

    public int FirstKey { get; init; }

    public string Notes { get; init; } = "";

    public bool HasKeyword => keywordBytes.Length > 0;

    public bool IsUnknown => Index == 0 && !HasKeyword;

    public bool IsRange => !IsUnknown && CountAt < 0;

    public bool IsKey => (Flags & KeyFlags.NotKey) == 0;

    public KeySpecMatch Find(in Arguments request, out KeyRange range)
    {
        range = KeyRange.Empty;
        if (IsUnknown) return KeySpecMatch.Invalid;
        var first = Index;
        if (HasKeyword && !TryFindKeyword(request, out first)) return KeySpecMatch.Absent;
        int last;
        if (CountAt < 0) last = LastInRange(first, request.Count);
        else if (!TryFindCounted(request, ref first, out last)) return KeySpecMatch.Invalid;
        if (last >= request.Count || last < first) return KeySpecMatch.Invalid;
        range = new(first, last, Step, Flags);
        return KeySpecMatch.Found;
    }

    int LastInRange(int first, int count)
    {
        if (Last >= 0) return first + Last;
        return Limit == 0 ? count + Last : first + (count - first) / Limit + Last;
    }

    bool TryFindCounted(in Arguments request, ref int first, out int last)
    {
        last = 0;
        if (first + CountAt >= request.Count) return false;
        if (!TryParseCount(request[first + CountAt], out var keys)) return false;
        first += FirstKey;
        var lastWide = first + (keys - 1) * Step;
        last = (int)Math.Min(lastWide, int.MaxValue);
        return lastWide <= int.MaxValue;
    }

    static bool TryParseCount(ReadOnlySpan<byte> text, out long count)
    {
        count = 0;
        if (text.Length is 0 or > 10 || text[0] is < (byte)'0' or > (byte)'9') return false;
        if (text[0] == (byte)'0' && text.Length > 1) return false;
        return Utf8Parser.TryParse(text, out count, out var used) && used == text.Length;
    }

    /// <summary>Looks forwards but never at the last argument, or backwards but never at the first two.</summary>
    bool TryFindKeyword(in Arguments request, out int first)
    {
        var forwards = StartFrom > 0;
        var start = forwards ? StartFrom : request.Count + StartFrom;
        var end = forwards ? request.Count - 1 : 1;
        var step = start <= end ? 1 : -1;
        for (var i = start; i != end && i >= 1 && i < request.Count; i += step)
        {
            if (!Ascii.EqualsIgnoreCase(request[i], keywordBytes)) continue;
            first = i + 1;
            return true;
        }
        first = 0;
        return false;
    }
}
