using AotKv.Instance.Acl;

namespace AotKv.Commands.Tests;

/// <summary>Every command that exists declares what Valkey 9.1.0 says of it. Those still missing come later.</summary>
public class CatalogGoldenTests
{
    static readonly GeneratedCommandTable table = new();

    static readonly Dictionary<string, string> golden =
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "commands.tsv")).Skip(1)
            .ToDictionary(line => line[..line.IndexOf('\t')]);

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        for (var id = 0; id < table.Count; id++) names.Add(table[new((ushort)id)].Name);
        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_command_declares_what_Valkey_does(string name)
    {
        Assert.True(golden.TryGetValue(name, out var expected), $"Valkey has no command {name}.");
        Assert.Equal(expected, GoldenLine.Of(table[table.IdOf(name)]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_command_says_what_it_is_for(string name)
    {
        var command = table[table.IdOf(name)];
        Assert.EndsWith(".", command.Summary, StringComparison.Ordinal);
        Assert.NotEqual("", command.Complexity);
        Assert.StartsWith(name.Replace('|', ' ').ToUpperInvariant(), command.Syntax, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_may_name_what_is_still_to_come()
    {
        var built = Names().Select(row => row.Data).ToHashSet();
        var missing = golden.Keys.Where(name => !built.Contains(name) && name.Split('|')[0] != "sentinel").Order();
        Assert.Equal(missing, CommandsToCome.All.Order());
    }
}
