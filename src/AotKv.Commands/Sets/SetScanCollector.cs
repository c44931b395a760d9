using AotKv.Commands.Keys;
using AotKv.Values.ListPacks;
using AotKv.Values.Sets;
using AotKv.Wire.Text;

namespace AotKv.Commands.Sets;

/// <summary>Keeps the members that one SSCAN call met. Lives on the stack.</summary>
ref struct SetScanCollector(ScanOptions options) : ISetVisitor, IDisposable
{
    readonly ScanOptions options = options;

    public ScanReply Kept;

    public bool Visit(scoped in ListPackItem item)
    {
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        var text = item.AsSpan(scratch);
        if (!options.HasPattern || GlobPattern.Matches(options.Pattern, text)) Kept.Add(text);
        return true;
    }

    public void Dispose() => Kept.Dispose();
}
