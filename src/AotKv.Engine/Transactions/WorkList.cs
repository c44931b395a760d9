using System.Runtime.CompilerServices;

namespace AotKv.Engine.Transactions;

/// <summary>At most one part for each shard, on the stack.</summary>
[InlineArray(ShardsMax)]
struct WorkList
{
    /// <summary>The most shards a server has.</summary>
    public const int ShardsMax = 256;

    ShardWork? first;

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ReadOnlySpan<ShardWork?> Span(int count) => ((ReadOnlySpan<ShardWork?>)this)[..count];
}
