using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AotKv.Generators;

/// <summary>Where in the sources something stands, without the syntax tree.</summary>
sealed record SourcePlace(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static readonly SourcePlace None = new("", default, default);

    public Location ToLocation() => Path.Length == 0 ? Location.None : Location.Create(Path, Span, Lines);

    public static SourcePlace Of(ISymbol symbol)
    {
        var location = symbol.Locations.FirstOrDefault();
        return location?.SourceTree is null
            ? None
            : new(location.SourceTree.FilePath, location.SourceSpan, location.GetLineSpan().Span);
    }
}
