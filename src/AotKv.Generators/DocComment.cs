using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace AotKv.Generators;

/// <summary>Takes the summary from a method's documentation comment, which the compiler need not have parsed.</summary>
static class DocComment
{
    public static string SummaryOf(IMethodSymbol method)
    {
        var syntax = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        if (syntax is null) return "";
        var lines = syntax.GetLeadingTrivia().ToFullString().Split('\n').Select(line => line.Trim());
        var text = string.Join(" ", lines.Where(line => line.StartsWith("///", StringComparison.Ordinal))
            .Select(line => line.Substring(3).Trim()));
        var summary = Regex.Match(text, "<summary>(.*?)</summary>");
        if (!summary.Success) return "";
        var named = Regex.Replace(summary.Groups[1].Value, "<\\w+ (?:name|cref|langword)=\"([^\"]*)\"\\s*/>", "$1");
        return Regex.Replace(Regex.Replace(named, "<[^>]*>", ""), "\\s+", " ").Trim();
    }
}
