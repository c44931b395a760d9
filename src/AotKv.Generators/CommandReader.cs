using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AotKv.Generators;

/// <summary>
/// Reads one declaration into a model, and checks what can be checked without the others. Knows the engine's types by
/// their simple names only, so that it can be tested without them.
/// </summary>
static class CommandReader
{
    static readonly string[] shards = ["KeyspaceReader", "Keyspace"];

    public static CommandModel ReadMethod(IMethodSymbol method, AttributeData attribute)
    {
        var model = ReadCommon(method, attribute, new AttributeReader(attribute));
        var values = new AttributeReader(attribute);
        var shape = ShapeOf(method);
        model = model with
        {
            Arity = values.Number("Arity"),
            KeyHook = values.Number("KeyHook"),
            FanOut = values.Number("FanOut"),
            WholeWith = values.Text("WholeWith"),
            EveryShard = values.Truth("EveryShard"),
            CursorAt = values.Number("CursorAt"),
            Exclusive = values.Truth("Exclusive") || shape == CommandShape.Whole,
            IsSystemCommand = values.Truth("IsSystemCommand"),
            DeprecatedSince = values.Text("DeprecatedSince"),
            ReplacedBy = values.Text("ReplacedBy"),
            Summary = values.Has("Summary") ? values.Text("Summary") : DocComment.SummaryOf(method),
            Method = $"{method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{method.Name}",
            Shape = shape ?? CommandShape.Anywhere,
            MayPark = method.ReturnType.Name == "Outcome",
            KeySpecs = KeySpecReader.Read(method, values, shape),
        };
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (shape is null) problems.Add(new(Rules.Parameters, model.Source, model.Name, ParameterText(method)));
        if (!method.ReturnsVoid && !model.MayPark)
            problems.Add(new(Rules.Result, model.Source, model.Name, method.ReturnType.ToDisplayString()));
        if (WhyNotCallable(method) is { } reason)
            problems.Add(new(Rules.Accessibility, model.Source, model.Name, reason));
        if (values.Number("Keys") != 0 && KeySpecReader.HasSpecs(method))
            problems.Add(new(Rules.KeysTwice, model.Source, model.Name));
        DeclarationCheck.Check(model, problems);
        return model with { Problems = new(problems.ToImmutable()) };
    }

    public static CommandModel ReadContainer(INamedTypeSymbol type, AttributeData attribute)
    {
        var values = new AttributeReader(attribute);
        var model = ReadCommon(type, attribute, values) with
        {
            Arity = values.Number("Arity", otherwise: -2),
            Syntax = values.Has("Syntax") ? values.Text("Syntax") : values.Argument(0) as string ?? "",
        };
        var problems = ImmutableArray.CreateBuilder<Problem>();
        DeclarationCheck.Check(model, problems);
        return model with { Problems = new(problems.ToImmutable()) };
    }

    static CommandModel ReadCommon(ISymbol symbol, AttributeData attribute, AttributeReader values) => new()
    {
        Name = values.Argument(0) as string ?? "",
        Flags = values.Bits("Flags"),
        Acl = values.Bits("Acl"),
        Group = values.Text("Group"),
        Since = values.Text("Since"),
        Tips = values.Text("Tips"),
        Summary = values.Text("Summary"),
        Complexity = values.Text("Complexity"),
        Syntax = values.Text("Syntax"),
        Source = SourcePlace.Of(symbol),
    };

    /// <summary>Null where the parameters are none of the shapes of a command.</summary>
    static CommandShape? ShapeOf(IMethodSymbol method)
    {
        var parameters = method.Parameters;
        if (parameters.Length is < 2 or > 4) return null;
        if (!IsPassedIn(parameters[0], "Call")) return null;
        var reply = parameters[parameters.Length - 1];
        if (reply.Type.Name != "Reply" || reply.RefKind != RefKind.Ref) return null;
        if (parameters.Length == 2) return CommandShape.Anywhere;
        var takesSession = parameters[1].Type.Name == "Session" && parameters[1].RefKind == RefKind.None;
        if (parameters.Length == 4)
            return takesSession && IsPassedIn(parameters[2], shards[1]) ? CommandShape.Whole : null;
        if (IsPassedIn(parameters[1], shards[0])) return CommandShape.Reader;
        if (IsPassedIn(parameters[1], shards[1])) return CommandShape.Writer;
        return takesSession ? CommandShape.Session : null;
    }

    static bool IsPassedIn(IParameterSymbol parameter, string type) =>
        parameter.Type.Name == type && parameter.RefKind is RefKind.In;

    static string ParameterText(IMethodSymbol method) =>
        string.Join(", ", method.Parameters.Select(p => $"{RefText(p.RefKind)}{p.Type.Name}"));

    static string RefText(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.In => "in ",
        RefKind.Out => "out ",
        RefKind.None => "",
        _ => "ref readonly ",
    };

    static string? WhyNotCallable(IMethodSymbol method)
    {
        if (!method.IsStatic) return "not static";
        if (method.IsGenericMethod || method.ContainingType.IsGenericType) return "generic";
        for (ISymbol? symbol = method; symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
            if (symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected)
                return symbol is IMethodSymbol ? "private" : $"in the private class {symbol.Name}";
        return null;
    }
}
