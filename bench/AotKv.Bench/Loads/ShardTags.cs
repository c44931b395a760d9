using System.Text;
using AotKv.Wire.Checksums;

namespace AotKv.Bench.Loads;

/// <summary>A hash tag for each shard: the ranges of slots are contiguous and even (docs/ARCHITECTURE.md).</summary>
static class ShardTags
{
    /// <summary>A request may name so many shards; where there are fewer they come round again.</summary>
    const int PlacesMax = 8;

    /// <summary>Tags of three characters, by shard.</summary>
    public static string[] Of(int shards)
    {
        var tags = new string[shards];
        for (int number = 0, missing = shards; missing > 0; number++)
        {
            var tag = $"t{number:D2}";
            var shard = KeySlot.Of(Encoding.ASCII.GetBytes(tag)) * shards / KeySlot.Count;
            if (tags[shard] is not null) continue;
            tags[shard] = tag;
            missing--;
        }
        return tags;
    }

    /// <summary>A request of a connection that shard <paramref name="own"/> serves.</summary>
    public static string[] Put(string[] request, string[] tags, int own) =>
        Array.ConvertAll(request, argument =>
        {
            for (var i = 0; i < PlacesMax; i++)
                argument = argument.Replace($"__tag{i}__", $"{{{tags[(own + i) % tags.Length]}}}");
            return argument;
        });
}
