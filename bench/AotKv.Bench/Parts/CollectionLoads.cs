using AotKv.Bench.Loads;
using AotKv.Loopback;

namespace AotKv.Bench.Parts;

/// <summary>
/// The loads of collections: those that redis-benchmark has, byte for byte as it sends them, and ours. Each with what
/// must be there before it runs.
/// </summary>
sealed class CollectionLoads(Bench bench)
{
    const string Data = "xxx";
    const int ElementsOfSortedSet = 1_000_000;
    const int Points = 100_000;
    const int InterMembers = 10_000;
    const int SortedNumbers = 1_000;
    const long Fractions = 1_000_000_000_000;

    /// <summary>Fills the server before each run; null where nothing is needed or what is there may stay.</summary>
    public readonly record struct Case(Load Load, Action<ServerProcess>? Before);

    /// <summary>What redis-benchmark has, at one pipeline.</summary>
    public List<Case> Standard(int pipeline)
    {
        // As many as a fast server may take within a run.
        var popped = pipeline == 1 ? 150_000 : (long)(2_500_000 * bench.Options.Seconds);
        Action<ServerProcess> list = server =>
        {
            bench.Empty(server);
            bench.FillMembers(server, popped, "RPUSH", "mylist", [Data]);
        };
        Case Of(string name, Action<ServerProcess> before, params string[] request) =>
            new(new Load($"{name} P={pipeline}", pipeline, request), before);
        Case Popping(string name, Action<ServerProcess> before, params string[] request) =>
            new(new Load($"{name} P={pipeline}", pipeline, request) { Requests = popped }, before);
        string[] many = ["MSET"];
        for (var i = 0; i < 10; i++) many = [.. many, "key:__rand_int__", Data];
        return
        [
            Of("LPUSH", bench.Empty, "LPUSH", "mylist", Data),
            Of("RPUSH", bench.Empty, "RPUSH", "mylist", Data),
            Popping("LPOP", list, "LPOP", "mylist"),
            Popping("RPOP", list, "RPOP", "mylist"),
            Of("SADD", bench.Empty, "SADD", "myset", "element:__rand_int__"),
            Of("HSET", bench.Empty, "HSET", "myhash", "element:__rand_int__", Data),
            Popping("SPOP", server =>
            {
                bench.Empty(server);
                bench.FillMembers(server, popped, "SADD", "myset", ["element:__seq__"]);
            }, "SPOP", "myset"),
            Of("ZADD", bench.Empty, "ZADD", "myzset", "__rand_int__", "element:__rand_int__"),
            Popping("ZPOPMIN", server =>
            {
                bench.Empty(server);
                bench.FillMembers(server, popped, "ZADD", "myzset", ["__rand_int__", "element:__seq__"]);
            }, "ZPOPMIN", "myzset"),
            Of("LRANGE_100", list, "LRANGE", "mylist", "0", "99"),
            Of("LRANGE_300", list, "LRANGE", "mylist", "0", "299"),
            Of("LRANGE_500", list, "LRANGE", "mylist", "0", "499"),
            Of("LRANGE_600", list, "LRANGE", "mylist", "0", "599"),
            Of("MSET of 10", bench.Empty, many),
        ];
    }

    /// <summary>What is read stays there for all loads of ours that only read it.</summary>
    public void Prepare(ServerProcess server)
    {
        bench.Empty(server);
        bench.FillMembers(server, ElementsOfSortedSet, "ZADD", "zset", ["__rand_int__", "element:__seq__"]);
        string[] hash = ["HSET", "hash50"];
        for (var i = 0; i < 50; i++) hash = [.. hash, $"field:{i:D6}", $"value:{i:D6}"];
        bench.Call(server, hash);
        bench.FillMembers(server, InterMembers, "SADD", "one", ["element:__seq__"]);
        bench.FillMembers(server, InterMembers, "SADD", "other", ["element:__seq__"], first: InterMembers / 2);
        bench.Fill(server, 100_000, "XADD", "stream", "*", "field", "value");
        bench.FillMembers(server, 100_000, "PFADD", "sketch1", ["element:__seq__"]);
        bench.FillMembers(server, 100_000, "PFADD", "sketch2", ["element:__seq__"], first: 50_000);
        bench.Call(server, "SET", "bits", new('x', 1 << 20));
        bench.FillMembers(server, Points, "GEOADD", "places", ["13.__rand_int__", "52.__rand_int__", "place:__seq__"],
            numbers: Fractions);
        bench.FillMembers(server, SortedNumbers, "RPUSH", "numbers", ["__rand_int__"], numbers: Fractions);
    }

    /// <summary>Loads that read what <see cref="Prepare"/> made.</summary>
    public List<Load> Ours() =>
    [
        new("ZRANGEBYSCORE of 10 in a million P=16", 16, "ZRANGEBYSCORE", "zset", "__rand_int__", "+inf", "LIMIT",
            "0", "10"),
        new("ZRANK in a million P=16", 16, "ZRANK", "zset", "element:__rand_int__") { Keys = ElementsOfSortedSet },
        new("HGETALL of 50 fields P=16", 16, "HGETALL", "hash50"),
        new("SINTER of two of 10,000 P=1", 1, "SINTER", "one", "other"),
        new("XADD P=1", 1, "XADD", "growing", "*", "field", "value"),
        new("XADD P=16", 16, "XADD", "growing", "*", "field", "value"),
        new("XRANGE of 10 P=16", 16, "XRANGE", "stream", "-", "+", "COUNT", "10"),
        new("PFADD P=1", 1, "PFADD", "sketch", "element:__rand_int__"),
        new("PFADD P=16", 16, "PFADD", "sketch", "element:__rand_int__"),
        new("PFCOUNT P=16", 16, "PFCOUNT", "sketch1"),
        new("PFCOUNT of two P=16", 16, "PFCOUNT", "sketch1", "sketch2"),
        new("PFMERGE of two P=16", 16, "PFMERGE", "merged", "sketch1", "sketch2"),
        new("BITCOUNT of 1 MB P=1", 1, "BITCOUNT", "bits"),
        new("GEOSEARCH of 1 km, 100,000 places P=16", 16, "GEOSEARCH", "places", "FROMLONLAT", "13.__rand_int__",
            "52.__rand_int__", "BYRADIUS", "1", "km", "ASC") { Keys = Fractions },
        new("SORT of 1,000, the first 10 P=1", 1, "SORT", "numbers", "LIMIT", "0", "10"),
    ];

    const int GroupEntries = 300_000;
    const int ReadAtOnce = 10;

    /// <summary>Each entry is read once, so the stream is made anew for each run.</summary>
    public Case ReadGroup() => new(
        new Load("XREADGROUP of 10 P=16", 16, "XREADGROUP", "GROUP", "group", "reader", "COUNT", $"{ReadAtOnce}",
            "STREAMS", "queue", ">") { Requests = GroupEntries / ReadAtOnce },
        server =>
        {
            bench.Empty(server);
            bench.Fill(server, GroupEntries, "XADD", "queue", "*", "field", "value");
            bench.Call(server, "XGROUP", "CREATE", "queue", "group", "0");
        });
}
