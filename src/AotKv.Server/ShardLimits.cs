using AotKv.Engine.Shards;
using AotKv.Instance.Configuration;
using AotKv.Values.Collections;

namespace AotKv.Server;

/// <summary>Gives the shards the limits of compact collections, at the start and whenever one is changed.</summary>
static class ShardLimits
{
    static readonly string[] Names =
    [
        "hash-max-listpack-entries", "hash-max-listpack-value", "list-max-listpack-size", "list-compress-depth",
        "set-max-intset-entries", "set-max-listpack-entries", "set-max-listpack-value", "zset-max-listpack-entries",
        "zset-max-listpack-value", "hll-sparse-max-bytes", "stream-node-max-bytes", "stream-node-max-entries",
    ];

    public static void Register(Configuration configuration, Shard[] shards)
    {
        GiveTo(shards, configuration.Current.Hot);
        bool Apply(Settings settings, out string? reason)
        {
            GiveTo(shards, settings.Hot);
            reason = null;
            return true;
        }
        ApplyHook hook = Apply;
        foreach (var name in Names) configuration.OnApply(name, hook);
    }

    static void GiveTo(Shard[] shards, HotSettings settings)
    {
        var limits = LimitsOf(settings);
        foreach (var shard in shards) shard.Home.Limits = limits;
    }

    static EncodingLimits LimitsOf(HotSettings settings) => new()
    {
        HashListPackEntries = settings.HashMaxListpackEntries,
        HashListPackValue = settings.HashMaxListpackValue,
        SetIntSetEntries = settings.SetMaxIntsetEntries,
        SetListPackEntries = settings.SetMaxListpackEntries,
        SetListPackValue = settings.SetMaxListpackValue,
        SortedSetListPackEntries = settings.ZsetMaxListpackEntries,
        SortedSetListPackValue = settings.ZsetMaxListpackValue,
        ListListPackSize = settings.ListMaxListpackSize,
        ListCompressDepth = settings.ListCompressDepth,
        StreamNodeBytes = settings.StreamNodeMaxBytes,
        StreamNodeEntries = settings.StreamNodeMaxEntries,
        HyperLogLogSparseBytes = settings.HllSparseMaxBytes,
    };
}
