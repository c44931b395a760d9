using Microsoft.CodeAnalysis;

namespace AotKv.Generators;

/// <summary>
/// The class that the generated table derives from, and which of its methods are there to be overridden.
/// </summary>
sealed record TableBase(string Name, bool RunsOnShard, bool RunsOnSession, bool RunsExclusively)
{
    /// <summary>
    /// The server's table where the compilation knows it, else the engine's; null where it knows neither.
    /// </summary>
    public static TableBase? FindIn(Compilation compilation)
    {
        var type = compilation.GetTypeByMetadataName("AotKv.Instance.Sessions.ServerCommandTable")
            ?? compilation.GetTypeByMetadataName("AotKv.Engine.Catalog.CommandTable");
        if (type is null) return null;
        return new(
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            HasAbstract(type, "RunOnShard"),
            HasAbstract(type, "RunOnSession"),
            HasAbstract(type, "RunExclusively"));
    }

    static bool HasAbstract(INamedTypeSymbol type, string method)
    {
        for (var each = type; each is not null; each = each.BaseType)
            if (each.GetMembers(method).Any(member => member.IsAbstract)) return true;
        return false;
    }
}
