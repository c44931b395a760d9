using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AotKv.Generators;

/// <summary>Reads where a command's keys are: its KeySpec attributes, or what its Keys stand for.</summary>
static class KeySpecReader
{
    /// <summary>KeyFlags.RO | KeyFlags.Access.</summary>
    const int ReadAccess = 1 | 1 << 4;

    public static bool HasSpecs(IMethodSymbol method) => SpecsOf(method).Any();

    public static EquatableArray<KeySpecModel> Read(IMethodSymbol method, AttributeReader values, CommandShape? shape)
    {
        var specs = ImmutableArray.CreateBuilder<KeySpecModel>();
        specs.AddRange(SpecsOf(method).Select(Read));
        if (values.Number("Keys") is > 0 and var touches && specs.Count == 0)
        {
            var flags = values.Number("KeyFlags");
            if (flags == 0 && shape != CommandShape.Writer) flags = ReadAccess;
            specs.Add(Shorthand(touches) with { Flags = flags });
        }
        return new(specs.ToImmutable());
    }

    /// <summary>The members of Touches, in order.</summary>
    static KeySpecModel Shorthand(int touches) => touches switch
    {
        1 => new() { Index = 1 },
        2 => new() { Index = 2 },
        3 => new() { Index = 1, Last = -1 },
        4 => new() { Index = 1, Last = -2 },
        _ => new() { Index = 1, Last = -1, Step = 2 },
    };

    static IEnumerable<AttributeData> SpecsOf(IMethodSymbol method) =>
        method.GetAttributes().Where(attribute => attribute.AttributeClass?.Name == "KeySpecAttribute");

    static KeySpecModel Read(AttributeData attribute)
    {
        var values = new AttributeReader(attribute);
        var model = new KeySpecModel
        {
            Last = values.Number("Last"),
            Step = values.Number("Step", otherwise: 1),
            Limit = values.Number("Limit"),
            CountAt = values.Number("CountAt", otherwise: -1),
            FirstKey = values.Number("FirstKey"),
            Notes = values.Text("Notes"),
        };
        var arguments = attribute.ConstructorArguments;
        return arguments.Length switch
        {
            1 => model with { Flags = FlagsOf(values.Argument(0)) },
            2 => model with { Index = (int)values.Argument(0)!, Flags = FlagsOf(values.Argument(1)) },
            _ => model with
            {
                Keyword = (string)values.Argument(0)!,
                StartFrom = (int)values.Argument(1)!,
                Flags = FlagsOf(values.Argument(2)),
            },
        };
    }

    static int FlagsOf(object? value) => Convert.ToInt32(value);
}
