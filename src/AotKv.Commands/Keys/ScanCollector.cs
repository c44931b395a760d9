using AotKv.Engine;
using AotKv.Values;
using AotKv.Wire.Text;

namespace AotKv.Commands.Keys;

/// <summary>Keeps the keys that one SCAN call met and that fit its options.</summary>
ref struct ScanCollector(ScanOptions options) : IScanVisitor, IDisposable
{
    readonly ScanOptions options = options;

    public ScanReply Kept;

    /// <summary>The keys met, also those that did not fit.</summary>
    public long Met { get; private set; }

    public bool Wants(Record record)
    {
        Met++;
        if (options.HasType && record.Type != options.Type) return false;
        return !options.HasPattern || GlobPattern.Matches(options.Pattern, record.Key);
    }

    public void Visit(Record record) => Kept.Add(record.Key);

    public void Dispose() => Kept.Dispose();
}
