namespace AotKv.Instance.Configuration;

/// <summary>Glob patterns over directive names: * ? [a-c] [^x] and \ to escape, in any case.</summary>
static class NamePattern
{
    public static bool HasWildcard(string pattern) => pattern.AsSpan().ContainsAny('[', '*', '?');

    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        while (pattern.Length > 0)
        {
            if (pattern[0] == '*') return MatchesStar(pattern.TrimStart('*'), name);
            if (name.IsEmpty) return false;
            var used = 1;
            if (pattern[0] == '[')
            {
                if (!MatchesClass(pattern, name[0], out used)) return false;
            }
            else if (pattern[0] != '?')
            {
                if (pattern[0] == '\\' && pattern.Length > 1) used = 2;
                if (char.ToLowerInvariant(pattern[used - 1]) != char.ToLowerInvariant(name[0])) return false;
            }

            pattern = pattern[used..];
            name = name[1..];
        }

        return name.IsEmpty;
    }

    static bool MatchesStar(ReadOnlySpan<char> rest, ReadOnlySpan<char> name)
    {
        for (var skipped = 0; skipped <= name.Length; skipped++)
        {
            if (Matches(rest, name[skipped..])) return true;
        }

        return false;
    }

    // pattern[0] is the opening bracket; a class that nobody closes ends with the pattern.
    static bool MatchesClass(ReadOnlySpan<char> pattern, char c, out int used)
    {
        c = char.ToLowerInvariant(c);
        var isNegated = pattern.Length > 1 && pattern[1] == '^';
        var isFound = false;
        for (used = isNegated ? 2 : 1; used < pattern.Length && pattern[used] != ']'; used++)
        {
            if (pattern[used] == '\\' && used + 1 < pattern.Length) used++;
            var low = char.ToLowerInvariant(pattern[used]);
            var high = low;
            if (used + 2 < pattern.Length && pattern[used + 1] == '-')
            {
                high = char.ToLowerInvariant(pattern[used + 2]);
                used += 2;
            }

            if (low > high) (low, high) = (high, low);
            isFound |= c >= low && c <= high;
        }

        used = Math.Min(used + 1, pattern.Length);
        return isFound != isNegated;
    }
}
