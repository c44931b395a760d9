namespace AotKv.Instance.Configuration;

/// <summary>When a small collection stops being one compact block.</summary>
public sealed class EncodingDirectives(DirectiveTable table)
{
    public readonly NumberDirective HashMaxListpackEntries = table.Add(
        new NumberDirective("hash-max-listpack-entries", 512, 0, long.MaxValue)
        {
            Alias = "hash-max-ziplist-entries",
            IsUnsigned = true,
        });

    public readonly MemoryDirective HashMaxListpackValue = table.Add(
        new MemoryDirective("hash-max-listpack-value", 64, 0, long.MaxValue)
        {
            Alias = "hash-max-ziplist-value",
            IsUnsigned = true,
        });

    public readonly NumberDirective ListMaxListpackSize = table.Add(
        new NumberDirective("list-max-listpack-size", -2, int.MinValue, int.MaxValue)
        {
            Alias = "list-max-ziplist-size",
        });

    public readonly NumberDirective ListCompressDepth = table.Add(
        new NumberDirective("list-compress-depth", 0, 0, int.MaxValue) { Traits = DirectiveTraits.Debug });

    public readonly NumberDirective SetMaxIntsetEntries = table.Add(
        new NumberDirective("set-max-intset-entries", 512, 0, long.MaxValue) { IsUnsigned = true });

    public readonly NumberDirective SetMaxListpackEntries = table.Add(
        new NumberDirective("set-max-listpack-entries", 128, 0, long.MaxValue) { IsUnsigned = true });

    public readonly NumberDirective SetMaxListpackValue = table.Add(
        new NumberDirective("set-max-listpack-value", 64, 0, long.MaxValue) { IsUnsigned = true });

    public readonly NumberDirective ZsetMaxListpackEntries = table.Add(
        new NumberDirective("zset-max-listpack-entries", 128, 0, long.MaxValue)
        {
            Alias = "zset-max-ziplist-entries",
            IsUnsigned = true,
        });

    public readonly MemoryDirective ZsetMaxListpackValue = table.Add(
        new MemoryDirective("zset-max-listpack-value", 64, 0, long.MaxValue)
        {
            Alias = "zset-max-ziplist-value",
            IsUnsigned = true,
        });

    public readonly MemoryDirective HllSparseMaxBytes = table.Add(
        new MemoryDirective("hll-sparse-max-bytes", 3000, 0, long.MaxValue) { IsUnsigned = true });

    public readonly MemoryDirective StreamNodeMaxBytes = table.Add(
        new MemoryDirective("stream-node-max-bytes", 4096, 0, long.MaxValue) { IsUnsigned = true });

    public readonly NumberDirective StreamNodeMaxEntries = table.Add(
        new NumberDirective("stream-node-max-entries", 100, 0, long.MaxValue));
}
