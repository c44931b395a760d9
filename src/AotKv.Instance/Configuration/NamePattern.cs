namespace AotKv.Instance.Configuration;

/// <summary>Glob patterns over names of directives and files: * ? [a-c] [^x] and \ to escape.</summary>
public static class NamePattern
{
    public static bool HasWildcard(string pattern) => pattern.AsSpan().ContainsAny('[', '*', '?');

    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name, LetterCase letterCase)
    {
        while (pattern.Length > 0)
        {
            if (pattern[0] == '*') return MatchesStar(pattern.TrimStart('*'), name, letterCase);
            if (name.IsEmpty) return false;
            var used = 1;
            if (pattern[0] == '[')
            {
                if (!MatchesClass(pattern, name[0], letterCase, out used)) return false;
            }
            else if (pattern[0] != '?')
            {
                if (pattern[0] == '\\' && pattern.Length > 1) used = 2;
                if (Fold(pattern[used - 1], letterCase) != Fold(name[0], letterCase)) return false;
            }

            pattern = pattern[used..];
            name = name[1..];
        }

        return name.IsEmpty;
    }

    static bool MatchesStar(ReadOnlySpan<char> rest, ReadOnlySpan<char> name, LetterCase letterCase)
    {
        for (var skipped = 0; skipped <= name.Length; skipped++)
        {
            if (Matches(rest, name[skipped..], letterCase)) return true;
        }

        return false;
    }

    // pattern[0] is the opening bracket; a class that nobody closes ends with the pattern.
    static bool MatchesClass(ReadOnlySpan<char> pattern, char c, LetterCase letterCase, out int used)
    {
        c = Fold(c, letterCase);
        var isNegated = pattern.Length > 1 && pattern[1] == '^';
        var isFound = false;
        for (used = isNegated ? 2 : 1; used < pattern.Length && pattern[used] != ']'; used++)
        {
            if (pattern[used] == '\\' && used + 1 < pattern.Length) used++;
            var low = Fold(pattern[used], letterCase);
            var high = low;
            if (used + 2 < pattern.Length && pattern[used + 1] == '-')
            {
                high = Fold(pattern[used + 2], letterCase);
                used += 2;
            }

            if (low > high) (low, high) = (high, low);
            isFound |= c >= low && c <= high;
        }

        used = Math.Min(used + 1, pattern.Length);
        return isFound != isNegated;
    }

    static char Fold(char c, LetterCase letterCase) =>
        letterCase == LetterCase.Exact ? c : char.ToLowerInvariant(c);
}
