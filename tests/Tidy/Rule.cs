namespace AotKv.Tidy.Tests;

enum Rule
{
    LineLength,
    MethodLength,
    FileLength,
    OneType,
    NamedArgument,
    MutableStatic,
}
