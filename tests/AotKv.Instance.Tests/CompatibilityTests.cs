using System.Text.RegularExpressions;

namespace AotKv.Instance.Tests;

/// <summary>docs/COMPATIBILITY.md names what exists.</summary>
public sealed partial class CompatibilityTests
{
    [Fact]
    public void Each_directive_in_its_tables_exists()
    {
        var table = new Subject().Configuration.Table;
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "COMPATIBILITY.md"));
        var part = text[text.IndexOf("## Held", StringComparison.Ordinal)..];
        part = part[..part.IndexOf("`rename-command`", StringComparison.Ordinal)];
        var unknown = Name().Matches(part).Select(match => match.Groups[1].Value)
            .Where(name => !name.EndsWith('-') && name is not ("user" or "loadmodule") && table.Find(name) is null);
        Assert.Empty(unknown);
    }

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Name();
}
