using AotKv.Loopback;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AotKv.Tidy.Tests;

/// <summary>A file of the repository as the rules see it.</summary>
sealed class SourceFile(string path)
{
    static readonly string[] skippedFolders = ["bin", "obj", "out", ".git"];

    SyntaxNode? tree;

    /// <summary>From the repository's root, with slashes.</summary>
    public string Path { get; } = System.IO.Path.GetRelativePath(Repository.Root, path);

    /// <summary>The type that the file is named for: Directive for Directive{T}.cs.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path).Split('{')[0];

    public string[] Lines { get; } = File.ReadAllLines(path);

    public string Text => string.Join('\n', Lines);

    /// <summary>The project it belongs to, "AotKv.Memory", or "" outside src/.</summary>
    public string Project => Path.StartsWith("src/AotKv.", StringComparison.Ordinal) ? Path.Split('/')[1] : "";

    public SyntaxNode Tree => tree ??= CSharpSyntaxTree.ParseText(Text, new(LanguageVersion.Preview)).GetRoot();

    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    /// <summary>The files with an extension below some top folders; what a build writes is left out.</summary>
    public static List<SourceFile> Find(string extension, params string[] tops)
    {
        var files = new List<SourceFile>();
        foreach (var top in tops)
        {
            var folder = System.IO.Path.Combine(Repository.Root, top);
            if (!Directory.Exists(folder)) continue;
            foreach (var path in Directory.EnumerateFiles(folder, "*" + extension, SearchOption.AllDirectories))
                if (!IsSkipped(path)) files.Add(new(path));
        }
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;
    }

    /// <summary>The folders below src/, from there: "AotKv.Wire", "AotKv.Wire/Resp".</summary>
    public static IEnumerable<string> FoldersOfSource()
    {
        var source = System.IO.Path.Combine(Repository.Root, "src");
        foreach (var folder in Directory.EnumerateDirectories(source, "*", SearchOption.AllDirectories))
            if (!IsSkipped(folder)) yield return System.IO.Path.GetRelativePath(source, folder);
    }

    static bool IsSkipped(string path) =>
        System.IO.Path.GetRelativePath(Repository.Root, path).Split('/').Any(skippedFolders.Contains);
}
