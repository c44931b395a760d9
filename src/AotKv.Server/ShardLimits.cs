using AotKv.Engine.Shards;
using AotKv.Instance.Configuration;
using AotKv.Values.Collections;

namespace AotKv.Server;

/// <summary>Gives the shards what the configuration says of values, at the start and whenever it changes.</summary>
static class ShardLimits
{
    public static void Register(Configuration configuration, Shard[] shards, KeySettings keys)
    {
        configuration.Follow(settings => Give(shards, keys, settings));
    }

    static void Give(Shard[] shards, KeySettings keys, Settings settings)
    {
        var limits = LimitsOf(settings.Hot);
        foreach (var shard in shards) shard.Home.Limits = limits;
        keys.StringBytesMax = settings.ProtoMaxBulkLen;
        keys.PinnedBytesMin = PinnedBytesMin(settings, shards.Length);
        keys.CountsUse = settings.MaxMemoryPolicy is MaxMemoryPolicy.AllKeysLfu or MaxMemoryPolicy.VolatileLfu;
        keys.UseLogFactor = settings.LfuLogFactor;
        keys.UseDecayMinutes = settings.LfuDecayTime;
        keys.ExpiryEffort = (int)settings.ActiveExpireEffort;
        keys.Events = settings.NotifyKeyspaceEvents;
        keys.CompressesDumps = settings.RdbCompression;
        keys.ChecksDumpVersions = settings.RdbVersionCheck == RdbVersionCheck.Strict;
    }

    /// <summary>From which size on strings are sent from where they stand; a setting of 0 stands for never.</summary>
    static long PinnedBytesMin(Settings settings, int shards)
    {
        var shardsMin = settings.MinIoThreadsAvoidCopyReply;
        if (shardsMin != 0 && shards >= shardsMin) return 0;
        var bytesMin = shards == 1
            ? settings.MinStringSizeAvoidCopyReply : settings.MinStringSizeAvoidCopyReplyThreaded;
        return bytesMin == 0 ? long.MaxValue : bytesMin;
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
