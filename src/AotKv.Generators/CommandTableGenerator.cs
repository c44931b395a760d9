using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AotKv.Generators;

/// <summary>
/// Writes AotKv.Commands.GeneratedCommandTable from the Command and CommandContainer attributes of the compilation: the
/// facts of every command, and the switches that call their methods. Runs inside the compiler.
/// </summary>
[Generator]
public sealed class CommandTableGenerator : IIncrementalGenerator
{
    const string Catalog = "AotKv.Engine.Catalog";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var methods = context.SyntaxProvider.ForAttributeWithMetadataName(
            $"{Catalog}.CommandAttribute",
            predicate: static (_, _) => true,
            transform: static (found, _) =>
                CommandReader.ReadMethod((IMethodSymbol)found.TargetSymbol, found.Attributes[0]));
        var containers = context.SyntaxProvider.ForAttributeWithMetadataName(
            $"{Catalog}.CommandContainerAttribute",
            predicate: static (_, _) => true,
            transform: static (found, _) => ReadContainers(found));
        var table = context.CompilationProvider.Select(static (compilation, _) => TableBase.FindIn(compilation));
        var all = methods.Collect().Combine(containers.Collect()).Combine(table);
        context.RegisterSourceOutput(all, static (output, found) =>
        {
            var ((commands, groups), tableBase) = found;
            if (tableBase is null) return;
            Write(output, commands.Concat(groups.SelectMany(group => group)), tableBase);
        });
    }

    static EquatableArray<CommandModel> ReadContainers(GeneratorAttributeSyntaxContext found) => new(
    [
        .. found.Attributes.Select(each => CommandReader.ReadContainer((INamedTypeSymbol)found.TargetSymbol, each)),
    ]);

    static void Write(SourceProductionContext output, IEnumerable<CommandModel> declared, TableBase tableBase)
    {
        var commands = CatalogCheck.Check(declared, problem => output.ReportDiagnostic(problem.ToDiagnostic()));
        var source = new TableWriter(commands, tableBase).Write();
        output.AddSource("GeneratedCommandTable.g.cs", SourceText.From(source, Encoding.UTF8));
    }
}
