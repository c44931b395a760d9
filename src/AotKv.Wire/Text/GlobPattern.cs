namespace AotKv.Wire.Text;

/// <summary>
/// Glob patterns as KEYS, SCAN MATCH and PSUBSCRIBE know them: * ? [abc] [^a-z] and a backslash before any of these.
/// Takes time proportional to the product of both lengths at most: only the last star is ever tried again, because
/// where what follows it does not match, a longer match of an earlier star cannot help.
/// </summary>
/// <remarks>
/// Behaviour copied from Valkey, pinned by GlobPatternTests: no pattern but the empty one matches the empty text, not
/// even a star; an unclosed class ends with the pattern; ranges compare signed bytes; an escaped byte in a class
/// keeps its case; a pattern of more than 1000 separate stars matches nothing.
/// </remarks>
public static class GlobPattern
{
    const int StarsMax = 1000;

    /// <summary>True if <paramref name="pattern"/> matches all of <paramref name="text"/>.</summary>
    public static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text) =>
        Matches(pattern, text, ignoreCase: false);

    /// <summary>The same, with ASCII letters alike in both cases.</summary>
    public static bool MatchesIgnoringCase(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text) =>
        Matches(pattern, text, ignoreCase: true);

    static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text, bool ignoreCase)
    {
        if (text.IsEmpty) return pattern.IsEmpty;
        var position = 0;
        var afterStar = -1;
        var stars = 0;
        var start = 0;
        var current = 0;
        while (current < text.Length)
        {
            if (position < pattern.Length && pattern[position] == '*')
            {
                while (position < pattern.Length && pattern[position] == '*') position++;
                if (position == pattern.Length) return true;
                if (++stars > StarsMax) return false;
                afterStar = position;
                current = start = SkipTo(pattern[afterStar], text, current, ignoreCase);
                continue;
            }
            if (position < pattern.Length && MatchesOne(pattern, ref position, text[current], ignoreCase))
            {
                current++;
                continue;
            }
            if (afterStar < 0) return false;
            position = afterStar;
            start = SkipTo(pattern[afterStar], text, start + 1, ignoreCase);
            current = start;
        }
        // The text ran out: starting later would only leave less of it.
        return pattern[position..].IndexOfAnyExcept((byte)'*') < 0;
    }

    /// <summary>
    /// The first position from <paramref name="start"/> on at which what begins with <paramref name="first"/> can
    /// match at all, or the text's end.
    /// </summary>
    static int SkipTo(byte first, ReadOnlySpan<byte> text, int start, bool ignoreCase)
    {
        if (ignoreCase || first is (byte)'?' or (byte)'[' or (byte)'\\') return start;
        var found = text[start..].IndexOf(first);
        return found < 0 ? text.Length : start + found;
    }

    /// <summary>
    /// Compares one byte with the part of the pattern at <paramref name="position"/>, and moves behind that part
    /// where it matches.
    /// </summary>
    static bool MatchesOne(ReadOnlySpan<byte> pattern, ref int position, byte value, bool ignoreCase)
    {
        switch (pattern[position])
        {
            case (byte)'?':
                position++;
                return true;
            case (byte)'[':
                return MatchesClass(pattern, ref position, value, ignoreCase);
            case (byte)'\\' when position + 1 < pattern.Length:
                if (!AreAlike(pattern[position + 1], value, ignoreCase)) return false;
                position += 2;
                return true;
            default:
                if (!AreAlike(pattern[position], value, ignoreCase)) return false;
                position++;
                return true;
        }
    }

    static bool MatchesClass(ReadOnlySpan<byte> pattern, ref int position, byte value, bool ignoreCase)
    {
        var next = position + 1;
        var inverted = next < pattern.Length && pattern[next] == '^';
        if (inverted) next++;
        var found = false;
        while (next < pattern.Length && pattern[next] != ']')
        {
            var left = pattern.Length - next;
            if (left >= 2 && pattern[next] == '\\')
            {
                found |= pattern[next + 1] == value;
                next += 2;
            }
            else if (left >= 3 && pattern[next + 1] == '-')
            {
                found |= IsBetween(pattern[next], pattern[next + 2], value, ignoreCase);
                next += 3;
            }
            else
            {
                found |= AreAlike(pattern[next], value, ignoreCase);
                next++;
            }
        }
        position = Math.Min(next + 1, pattern.Length);
        return found != inverted;
    }

    static bool IsBetween(byte first, byte last, byte value, bool ignoreCase)
    {
        int low = Math.Min((sbyte)first, (sbyte)last);
        int high = Math.Max((sbyte)first, (sbyte)last);
        int signed = (sbyte)value;
        return ignoreCase
            ? ToLower(signed) >= ToLower(low) && ToLower(signed) <= ToLower(high)
            : signed >= low && signed <= high;
    }

    static bool AreAlike(byte left, byte right, bool ignoreCase) =>
        left == right || (ignoreCase && ToLower(left) == ToLower(right));

    static int ToLower(int value) => (uint)(value - 'A') <= 'Z' - 'A' ? value | 0x20 : value;
}
