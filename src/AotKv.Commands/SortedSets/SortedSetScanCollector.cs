using AotKv.Commands.Keys;
using AotKv.Values.SortedSets;
using AotKv.Wire.Numbers;
using AotKv.Wire.Text;

namespace AotKv.Commands.SortedSets;

/// <summary>Keeps the members that one ZSCAN met and that fit its options, with their scores.</summary>
ref struct SortedSetScanCollector(ScanOptions options, bool isSmall) : IScoreVisitor, IDisposable
{
    readonly ScanOptions options = options;
    readonly bool isSmall = isSmall;

    public ScanReply Kept;

    /// <summary>The members met, also those that did not fit.</summary>
    public long Met { get; private set; }

    public void Visit(scoped ReadOnlySpan<byte> member, double score)
    {
        Met++;
        if (options.HasPattern && !GlobPattern.Matches(options.Pattern, member)) return;
        Kept.Add(member);
        if (options.NamesOnly) return;
        Span<byte> text = stackalloc byte[SeventeenDigits.BytesMax];
        // As in Valkey: a listpack has the text, a skip list the number, which is printed with 17 digits.
        var length = isSmall ? DoubleText.Format(text, score) : SeventeenDigits.Format(text, score);
        Kept.Add(text[..length]);
    }

    public void Dispose() => Kept.Dispose();
}
