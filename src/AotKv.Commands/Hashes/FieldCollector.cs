using AotKv.Commands.Keys;
using AotKv.Values.Hashes;
using AotKv.Values.ListPacks;
using AotKv.Wire.Text;

namespace AotKv.Commands.Hashes;

/// <summary>Keeps the fields that one HSCAN call met and that fit its options, with their values.</summary>
ref struct FieldCollector(ScanOptions options) : IFieldVisitor, IDisposable
{
    readonly ScanOptions options = options;

    public ScanReply Kept;

    public void Visit(in ListPackItem field, in ListPackItem value)
    {
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        var name = field.AsSpan(scratch);
        if (options.HasPattern && !GlobPattern.Matches(options.Pattern, name)) return;
        Kept.Add(name);
        if (!options.NamesOnly) Kept.Add(value.AsSpan(scratch));
    }

    public void Dispose() => Kept.Dispose();
}
