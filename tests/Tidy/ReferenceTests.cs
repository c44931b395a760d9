using System.Xml.Linq;
using AotKv.Loopback;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AotKv.Tidy.Tests;

/// <summary>Who may know whom; docs/ARCHITECTURE.md shows it as a picture.</summary>
public class ReferenceTests
{
    static readonly string[] unsafeProjects = ["AotKv.Memory", "AotKv.Values", "AotKv.Linux"];

    static readonly Dictionary<string, string> allowed = new()
    {
        ["Server"] =
            "Commands Linux Scripting Cluster Replication Instance Durability Engine Values Wire Memory Machine",
        ["Commands"] =
            "Instance Scripting Cluster Replication Durability Engine Values Wire Memory Machine Generators",
        ["Scripting"] = "Engine Wire",
        ["Cluster"] = "Replication Engine Wire Machine",
        ["Replication"] = "Instance Durability Engine Values Wire Machine",
        ["Instance"] = "Engine Wire Memory Machine",
        ["Durability"] = "Engine Values Wire Memory Machine",
        ["Engine"] = "Values Wire Memory Machine",
        ["Values"] = "Wire Memory",
        ["Wire"] = "Memory",
        ["Linux"] = "Machine Memory",
        ["Machine"] = "Memory",
        ["Memory"] = "",
        ["Generators"] = "",
    };

    [Fact]
    public void Projects_refer_only_to_what_is_below_them()
    {
        foreach (var project in SourceFile.Find(".csproj", "src"))
        {
            var name = project.Name["AotKv.".Length..];
            Assert.True(allowed.TryGetValue(name, out var below), $"{name} has no place in the table of references.");
            foreach (var reference in XDocument.Parse(project.Text).Descendants("ProjectReference"))
            {
                var path = (string)reference.Attribute("Include")!;
                var target = Path.GetFileNameWithoutExtension(path)["AotKv.".Length..];
                Assert.True(below.Split(' ').Contains(target), $"{name} must not refer to {target}.");
            }
        }
    }

    [Fact]
    public void References_are_not_transitive() =>
        Assert.Contains("<DisableTransitiveProjectReferences>true<",
            File.ReadAllText(Path.Combine(Repository.Root, "src", "Directory.Build.props")));

    [Fact]
    public void Only_memory_values_and_linux_are_unsafe()
    {
        foreach (var project in SourceFile.Find(".csproj", "src"))
            if (!unsafeProjects.Contains(project.Name)) Assert.DoesNotContain("AllowUnsafeBlocks", project.Text);
        var offenders = from file in SourceFile.Find(".cs", "src")
                        where !unsafeProjects.Contains(file.Project)
                            && file.Tree.DescendantTokens().Any(token => token.IsKind(SyntaxKind.UnsafeKeyword))
                        select file.Path;
        Assert.Empty(offenders);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "AotKv.sln")).Replace('\\', '/');
        foreach (var project in SourceFile.Find(".csproj", "src", "tests", "bench"))
            Assert.Contains($"\"{project.Path}\"", solution);
    }
}
