using System.Reflection;
using AotKv.Engine.Catalog;
using AotKv.Instance.Sessions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AotKv.Generators.Tests;

/// <summary>Compiles a few commands with the generator, as the compiler does when it builds AotKv.Commands.</summary>
sealed class Sample
{
    const string Usings = """
        using AotKv.Engine;
        using AotKv.Engine.Catalog;
        using AotKv.Instance.Sessions;
        namespace Sample;
        """;

    static readonly MetadataReference[] references = [.. References()];

    readonly Compilation output;

    public Sample(string source)
    {
        var compilation = CSharpCompilation.Create(
            $"Sample{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(Usings + source, path: "Sample.cs", cancellationToken: default)],
            references,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(new CommandTableGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out output, out var problems, cancellationToken: default);
        Problems = [.. problems.Select(problem => $"{problem.Id} {problem.GetMessage()}")];
        Errors = [.. output.GetDiagnostics().Where(each => each.Severity >= DiagnosticSeverity.Warning)];
    }

    /// <summary>What the generator objects to.</summary>
    public string[] Problems { get; }

    /// <summary>What the compiler objects to, the generated source included.</summary>
    public Diagnostic[] Errors { get; }

    /// <summary>A sample of one class with these members.</summary>
    public static Sample Of(string members) => new($"static class Commands {{ {members} }}");

    /// <summary>The table, which must have been generated and compiled without a complaint.</summary>
    public CommandTable Table()
    {
        Assert.Empty(Problems);
        Assert.Empty(Errors);
        using var image = new MemoryStream();
        Assert.True(output.Emit(image).Success);
        var type = Assembly.Load(image.ToArray()).GetType("AotKv.Commands.GeneratedCommandTable");
        return Assert.IsType<CommandTable>(Activator.CreateInstance(type!), exactMatch: false);
    }

    static IEnumerable<MetadataReference> References()
    {
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var ours = new[] { typeof(CommandTable), typeof(ServerCommandTable) }.Select(type => type.Assembly.Location);
        return platform.Split(Path.PathSeparator).Concat(ours).Distinct()
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}
