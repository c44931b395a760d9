using Microsoft.CodeAnalysis;

namespace AotKv.Generators;

/// <summary>The values that an attribute was given by name, and those that it was not.</summary>
readonly struct AttributeReader(AttributeData attribute)
{
    public object? Argument(int index) =>
        index < attribute.ConstructorArguments.Length ? attribute.ConstructorArguments[index].Value : null;

    public string Text(string name) => Find(name) as string ?? "";

    public int Number(string name, int otherwise = 0) => Find(name) is { } value ? Convert.ToInt32(value) : otherwise;

    public uint Bits(string name) => Find(name) is { } value ? Convert.ToUInt32(value) : 0;

    public bool Truth(string name) => Find(name) is true;

    public bool Has(string name) => Find(name) is not null;

    object? Find(string name)
    {
        foreach (var argument in attribute.NamedArguments)
            if (argument.Key == name) return argument.Value.Value;
        return null;
    }
}
