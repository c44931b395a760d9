namespace AotKv.Tidy.Tests;

public class LineTests
{
    [Fact] public void X() => Assert.NotNull(Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("class A;").GetRoot());
}
