using System.Text;
using AotKv.Wire.Checksums;

namespace AotKv.Histories.Tests;

/// <summary>Names of keys by the shard that they live on.</summary>
static class ShardKeys
{
    /// <summary>One key for each shard, all names opening with <paramref name="prefix"/>.</summary>
    public static string[] OnePerShard(string prefix, int shards)
    {
        var keys = new string[shards];
        for (var (i, found) = (0, 0); found < shards; i++)
        {
            var key = $"{prefix}{i}";
            var shard = KeySlot.Of(Encoding.ASCII.GetBytes(key)) * shards / 16384;
            if (keys[shard] is not null) continue;
            keys[shard] = key;
            found++;
        }
        return keys;
    }
}
