using AotKv.Bench.Loads;

namespace AotKv.Bench.Parts;

/// <summary>
/// The loads that go each of the three ways (docs/ARCHITECTURE.md). A connection's own shard is known because the
/// server deals connections to its cores in turn; tags name the shards from it on.
/// </summary>
static class WayLoads
{
    /// <summary>Keys of each tag, and of no tag.</summary>
    public const long Keys = 100_000;

    const string Value = "0123456789012345678901234567890123456789012345678901234567890123";

    public static List<Load> All(bool isQuick)
    {
        var loads = new List<Load>();
        foreach (var pipeline in isQuick ? (int[])[1, 16] : [1, 16, 64])
        {
            foreach (var (way, tag) in ((string, string)[])[("way 1, local", "__tag0__"),
                ("way 1, remote", "__tag1__"), ("any key", "")])
            {
                Add($"GET {way}", "GET", $"key:{tag}:__rand_int__");
                Add($"SET {way}", "SET", $"key:{tag}:__rand_int__", Value);
            }
            if (pipeline == 64) continue;
            foreach (var parts in (int[])[2, 4, 8])
            {
                Add($"MGET way 2, {parts} parts", ["MGET", .. Each(parts, value: false)]);
                Add($"MSET way 2, {parts} parts", ["MSET", .. Each(parts, value: true)]);
            }
            Add("COPY way 3", "COPY", "key:__tag0__:__rand_int__", "to:__tag1__:__rand_int__", "REPLACE");
            Add("EXEC of 2 SET, way 3", "MULTI", ";", "SET", "key:__tag0__:__rand_int__", Value, ";", "SET",
                "key:__tag1__:__rand_int__", Value, ";", "EXEC");

            void Add(string title, params string[] request) =>
                loads.Add(new($"{title}, P={pipeline}", pipeline, request) { Keys = Keys });
        }
        return loads;
    }

    static string[] Each(int parts, bool value)
    {
        var arguments = new List<string>();
        for (var i = 0; i < parts; i++)
        {
            arguments.Add($"key:__tag{i}__:__rand_int__");
            if (value) arguments.Add(Value);
        }
        return [.. arguments];
    }

    /// <summary>
    /// Whether a load is what its title says at so many shards; one shard is what the others are held against.
    /// </summary>
    public static bool Means(Load load, int shards)
    {
        if (shards == 1) return !load.Title.Contains("remote");
        foreach (var parts in (int[])[2, 4, 8])
            if (load.Title.Contains($"{parts} parts")) return parts <= shards;
        return true;
    }
}
