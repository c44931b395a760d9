using System.Text.RegularExpressions;
using AotKv.Loopback;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AotKv.Tidy.Tests;

/// <summary>What the documents and the conversations say is true of the sources.</summary>
public partial class DocumentTests
{
    static readonly List<SourceFile> sources = SourceFile.Find(".cs", "src");

    [Fact]
    public void Every_folder_of_the_sources_stands_in_the_architecture()
    {
        var text = ReadDocument("ARCHITECTURE.md");
        Assert.All(SourceFile.FoldersOfSource(), folder => Assert.Contains(Path.GetFileName(folder), text));
    }

    [Fact]
    public void Every_name_in_the_life_of_a_command_exists()
    {
        var members = MembersByType();
        var missing = new List<string>();
        foreach (Match match in CodeName().Matches(ReadDocument("LIFE-OF-A-COMMAND.md")))
        {
            var name = match.Groups[1].Value;
            if (name.StartsWith("AotKv.", StringComparison.Ordinal)) continue;
            var parts = name.Split('.');
            // A name alone may be a type's or, once its type was named, a member's.
            var exists = members.TryGetValue(parts[0], out var own)
                ? parts.Length == 1 || own.Contains(parts[1])
                : parts.Length == 1 && members.Values.Any(names => names.Contains(name));
            if (!exists) missing.Add(name);
        }
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_command_has_a_conversation()
    {
        var folder = Path.Combine(Repository.Root, "tests", "conversations");
        var files = Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories)
            .ToLookup(path => Path.GetFileNameWithoutExtension(path));
        var commands = CommandNames().ToList();
        Assert.NotEmpty(commands);
        var without = commands.FindAll(command => !HasConversation(command.ToLowerInvariant(), files));
        Assert.Empty(without);
    }

    static bool HasConversation(string command, ILookup<string, string> files)
    {
        var words = command.Replace('|', ' ');
        return files[command.Replace('|', '-')].Concat(files[command.Split('|')[0]])
            .Any(file => File.ReadLines(file).Any(line => SaysCommand(line, words)));
    }

    static bool SaysCommand(string line, string words)
    {
        var request = Speaker().Match(line);
        return request.Success && $"{line[request.Length..].ToLowerInvariant()} ".StartsWith($"{words} ");
    }

    static IEnumerable<string> CommandNames() =>
        from file in sources
        where file.Project == "AotKv.Commands"
        from attribute in file.Tree.DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString() == "Command"
        from name in attribute.DescendantNodes().OfType<LiteralExpressionSyntax>().Take(1)
        select name.Token.ValueText;

    static Dictionary<string, HashSet<string>> MembersByType()
    {
        var members = new Dictionary<string, HashSet<string>>();
        var nodes = sources.SelectMany(file => file.Tree.DescendantNodes());
        foreach (var type in nodes.OfType<BaseTypeDeclarationSyntax>())
        {
            if (!members.TryGetValue(type.Identifier.Text, out var own)) members[type.Identifier.Text] = own = [];
            foreach (var member in type.ChildNodes()) own.UnionWith(NamesOf(member));
        }
        return members;
    }

    static IEnumerable<string> NamesOf(SyntaxNode member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.Text],
        PropertyDeclarationSyntax property => [property.Identifier.Text],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(v => v.Identifier.Text),
        EnumMemberDeclarationSyntax value => [value.Identifier.Text],
        BaseTypeDeclarationSyntax nested => [nested.Identifier.Text],
        _ => [],
    };

    static string ReadDocument(string name) => File.ReadAllText(Path.Combine(Repository.Root, "docs", name));

    [GeneratedRegex(@"^\d*>(raw)? ")]
    private static partial Regex Speaker();

    /// <summary>A type, or a type and its member, in backticks: not a command such as `GET greeting`.</summary>
    [GeneratedRegex(@"`((?=[A-Za-z.]*[a-z])[A-Z][A-Za-z0-9]*(?:\.[A-Z][A-Za-z0-9]*)*)`")]
    private static partial Regex CodeName();
}
