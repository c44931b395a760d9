using AotKv.Values.Lists;

namespace AotKv.Commands.Lists;

/// <summary>
/// Finds an element's indexes in a list one after the other, as LPOS's options say. Must be disposed of.
/// </summary>
ref struct PositionSearch
{
    readonly ReadOnlySpan<byte> element;
    readonly PositionOptions options;
    readonly long length;
    ListCursor cursor;
    long looked;
    long matches;

    public PositionSearch(ReadOnlySpan<byte> element, in ListValue list, PositionOptions options)
    {
        this.element = element;
        this.options = options;
        length = list.Count;
        cursor = list.Read(options.Direction == ListDirection.Forward ? 0 : length - 1, options.Direction);
    }

    public bool TryNext(out long index)
    {
        index = -1;
        while ((options.LengthMax == 0 || looked < options.LengthMax) && cursor.MoveNext())
        {
            var at = looked++;
            if (!cursor.Current.Is(element) || ++matches < options.Rank) continue;
            index = options.Direction == ListDirection.Forward ? at : length - at - 1;
            return true;
        }
        return false;
    }

    public void Dispose() => cursor.Dispose();
}
