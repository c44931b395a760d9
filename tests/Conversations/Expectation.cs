using System.Text.RegularExpressions;

namespace AotKv.Conversations.Tests;

/// <summary>Compares a reply's lines with the expected ones, which may hold patterns.</summary>
static partial class Expectation
{
    public static bool IsMet(Step step, List<string> actual)
    {
        var expected = step.Expected;
        return Matches(step.IsUnordered ? Sorted(expected) : expected, step.IsUnordered ? Sorted(actual) : actual);
    }

    static bool Matches(List<string> expected, List<string> actual)
    {
        var at = 0;
        foreach (var line in expected)
        {
            if (at == actual.Count) return false;
            var text = line.TrimStart(' ');
            var depth = line.Length - text.Length;
            if (!text.StartsWith("~ ", StringComparison.Ordinal))
            {
                if (actual[at++] != line) return false;
                continue;
            }
            if (DepthOf(actual[at]) != depth) return false;
            if (text != "~ {any}")
            {
                if (!MatchesPattern(text[2..], actual[at++].TrimStart(' '))) return false;
                continue;
            }
            // One reply of any shape: its line, and all lines that are deeper.
            for (at++; at < actual.Count && DepthOf(actual[at]) > depth;) at++;
        }
        return at == actual.Count;
    }

    static int DepthOf(string line) => line.Length - line.TrimStart(' ').Length;

    static bool MatchesPattern(string pattern, string actual)
    {
        var ranges = new List<(long Low, long High)>();
        var regex = Placeholder().Replace(Regex.Escape(pattern).Replace("}", "\\}"), place =>
        {
            var name = place.Groups[1].Value.Replace("\\", "");
            if (name == "any") return ".*";
            if (name == "int") return "-?[0-9]+";
            if (name == "hex") return "[0-9a-f]+";
            var bounds = name.Split("..");
            ranges.Add((long.Parse(bounds[0]), long.Parse(bounds[1])));
            return "(-?[0-9]+)";
        });
        var match = Regex.Match(actual, $"^{regex}$", RegexOptions.Singleline);
        for (var i = 0; match.Success && i < ranges.Count; i++)
        {
            var value = long.Parse(match.Groups[i + 1].Value);
            if (value < ranges[i].Low || value > ranges[i].High) return false;
        }
        return match.Success;
    }

    /// <summary>The lines of a reply with the elements of each of its aggregates in the order of their text.</summary>
    public static List<string> Sorted(List<string> lines)
    {
        var at = 0;
        var sorted = new List<string>();
        while (at < lines.Count) sorted.AddRange(SortedValue(lines, ref at));
        return sorted;
    }

    static List<string> SortedValue(List<string> lines, ref int at)
    {
        var opening = lines[at++];
        var depth = DepthOf(opening);
        var items = new List<List<string>>();
        while (at < lines.Count && DepthOf(lines[at]) > depth) items.Add(SortedValue(lines, ref at));
        if (opening.TrimStart(' ').StartsWith('%'))
        {
            for (var i = 0; i + 1 < items.Count; i++)
            {
                items[i].AddRange(items[i + 1]);
                items.RemoveAt(i + 1);
            }
        }
        var ordered = items.OrderBy(item => string.Join('\n', item), StringComparer.Ordinal);
        return [opening, .. ordered.SelectMany(item => item)];
    }

    [GeneratedRegex(@"\\\{([^}]*?)\\\}")]
    private static partial Regex Placeholder();
}
