using AotKv.Engine;
using AotKv.Values;
using AotKv.Wire.Text;

namespace AotKv.Commands.Keys;

/// <summary>Keeps the keys that one SCAN call met and that fit its options.</summary>
ref struct ScanCollector(ScanOptions options) : IKeyVisitor, IDisposable
{
    readonly ScanOptions options = options;

    public ScanReply Kept;

    /// <summary>The keys met, also those that did not fit.</summary>
    public long Met { get; private set; }

    public void Visit(Record record)
    {
        Met++;
        if (options.HasType && record.Type != options.Type) return;
        var key = record.Key;
        if (options.HasPattern && !GlobPattern.Matches(options.Pattern, key)) return;
        Kept.Add(key);
    }

    public void Dispose() => Kept.Dispose();
}
