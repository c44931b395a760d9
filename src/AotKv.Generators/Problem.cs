using Microsoft.CodeAnalysis;

namespace AotKv.Generators;

/// <summary>Something wrong with a declaration: which rule, and the words that complete its message.</summary>
sealed record Problem(string Rule, SourcePlace Source, string First, string Second = "")
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rules.ById(Rule), Source.ToLocation(), First, Second);
}
