using AotKv.Wire.Text;

namespace AotKv.Instance.Configuration;

/// <summary>Glob patterns over names of directives and files, both as <see cref="ByteText"/>.</summary>
public static class NamePattern
{
    public static bool HasWildcard(string pattern) => pattern.AsSpan().ContainsAny('[', '*', '?');

    public static bool Matches(string pattern, string name) =>
        GlobPattern.Matches(ByteText.ToBytes(pattern), ByteText.ToBytes(name));

    public static bool MatchesIgnoringCase(string pattern, string name) =>
        GlobPattern.MatchesIgnoringCase(ByteText.ToBytes(pattern), ByteText.ToBytes(name));
}
