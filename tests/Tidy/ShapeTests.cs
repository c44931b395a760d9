using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AotKv.Tidy.Tests;

/// <summary>Sizes and shapes that docs/STYLE.md promises.</summary>
public class ShapeTests
{
    const int LineMax = 120;
    const int MethodLinesMax = 70;
    const int FileLinesMax = 600;

    static readonly List<SourceFile> code = SourceFile.Find(".cs", "src", "tests", "bench");

    [Fact]
    public void Lines_are_at_most_120_characters()
    {
        var files = code.Concat(SourceFile.Find(".csproj", "src", "tests", "bench"))
            .Concat(SourceFile.Find(".props", "src", "tests")).Concat(SourceFile.Find(".c", "native", "src"));
        Keep(Rule.LineLength, from file in files
                              from line in file.Lines.Index()
                              where line.Item.Length > LineMax
                              select $"{file.Path}:{line.Index + 1}: {line.Item.Length} characters");
    }

    [Fact]
    public void Files_are_at_most_600_lines() =>
        Keep(Rule.FileLength, from file in code.Concat(SourceFile.Find(".c", "native", "src"))
                              where file.Lines.Length > FileLinesMax
                              select $"{file.Path}: {file.Lines.Length} lines");

    [Fact]
    public void Methods_are_at_most_70_lines() =>
        Keep(Rule.MethodLength, from file in code
                                from node in file.Tree.DescendantNodes()
                                where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax
                                    or LocalFunctionStatementSyntax
                                let span = node.GetLocation().GetLineSpan()
                                let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
                                where lines > MethodLinesMax
                                select $"{file.At(node)}: {lines} lines");

    [Fact]
    public void A_file_holds_one_type_and_has_its_name()
    {
        var offenders = new List<string>();
        foreach (var file in code)
        {
            var types = file.Tree.DescendantNodes(node => node is not BaseTypeDeclarationSyntax)
                .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
                .Select(node => node is DelegateDeclarationSyntax d ? d.Identifier.Text
                    : ((BaseTypeDeclarationSyntax)node).Identifier.Text).Distinct().ToList();
            if (types.Count > 1) offenders.Add($"{file.Path}: {string.Join(", ", types)}");
            else if (types.Count == 1 && types[0] != file.Name) offenders.Add($"{file.Path}: {types[0]}");
        }
        Keep(Rule.OneType, offenders);
    }

    [Fact]
    public void A_bool_literal_in_a_call_names_its_parameter() =>
        Keep(Rule.NamedArgument, from file in code
                                 from argument in file.Tree.DescendantNodes().OfType<ArgumentSyntax>()
                                 where argument.NameColon is null && argument.Parent is ArgumentListSyntax
                                     && !TakesAnyElement(argument.Parent.Parent)
                                     && (argument.Expression.IsKind(SyntaxKind.TrueLiteralExpression)
                                         || argument.Expression.IsKind(SyntaxKind.FalseLiteralExpression))
                                 select $"{file.At(argument)}: {argument.Parent!.Parent}");

    /// <summary>The literal is an element like any other there, not a choice.</summary>
    static bool TakesAnyElement(SyntaxNode? call) =>
        call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member }
        && member.Name.Identifier.Text is ("Fill" or "IndexOf" or "Contains" or "Add");

    [Fact]
    public void There_are_no_regions() =>
        Assert.Empty(from file in code
                     from trivia in file.Tree.DescendantTrivia(descendIntoTrivia: true)
                     where trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)
                     select file.Path);

    [Fact]
    public void No_comment_puts_work_off() =>
        Assert.Empty(from file in code
                     from trivia in file.Tree.DescendantTrivia()
                     where IsComment(trivia) && SaysLater(trivia.ToFullString())
                     select $"{file.Path}: {trivia.ToFullString()}");

    static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia;

    static bool SaysLater(string comment) =>
        comment.Split([' ', ':', '/', '(', '\n']).Any(word => word is "TODO" or "FIXME" or "HACK" or "XXX");

    [Fact]
    public void Statics_do_not_change() =>
        Keep(Rule.MutableStatic, from file in SourceFile.Find(".cs", "src")
                                 from member in file.Tree.DescendantNodes().OfType<MemberDeclarationSyntax>()
                                 where IsMutableStatic(member)
                                 select $"{file.At(member)}: {member}");

    static bool IsMutableStatic(MemberDeclarationSyntax member)
    {
        bool Has(SyntaxKind kind) => member.Modifiers.Any(kind);
        return member switch
        {
            FieldDeclarationSyntax => Has(SyntaxKind.StaticKeyword) && !Has(SyntaxKind.ReadOnlyKeyword),
            PropertyDeclarationSyntax property => Has(SyntaxKind.StaticKeyword) &&
                property.AccessorList is { } list && list.Accessors.Any(accessor =>
                    accessor.IsKind(SyntaxKind.SetAccessorDeclaration) && accessor.Body is null
                    && accessor.ExpressionBody is null),
            _ => false,
        };
    }

    static void Keep(Rule rule, IEnumerable<string> offenders)
    {
        var left = Exemption.Leave(rule, offenders);
        Assert.True(left.Count == 0, $"{rule}:\n{string.Join('\n', left)}");
    }
}
