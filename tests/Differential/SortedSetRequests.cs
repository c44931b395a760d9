namespace AotKv.Differential.Tests;

/// <summary>
/// Random requests on sorted sets and places. Scores are short: Redis 7.0 prints more digits than Valkey 9.1. Members
/// between others are asked for at one key whose scores are all the same, and what depends on chance not at all.
/// </summary>
sealed class SortedSetRequests(Random random, Func<string> key)
{
    const string SameScores = "lexicographic";

    static readonly string[] members =
        ["a", "b", "c", "d", "e", "f", "", "0", "-7", "12", "007", "\0\u00ff\r\n", new string('m', 65)];

    static readonly string[] scores =
        ["0", "1", "-1", "2", "3", "2.5", "-7.25", "1000", "inf", "-inf", "+5", "nan", "abc", "", "1e3"];

    static readonly string[] ranks = ["0", "1", "-1", "2", "-3", "10", "-10", "x"];

    static readonly string[] units = ["m", "km", "ft", "mi", "km", "parsec"];

    public List<string> Next() => random.Next(30) switch
    {
        < 6 => ["ZADD", key(), .. AddOptions(), .. Pairs()],
        6 => ["ZINCRBY", key(), Pick(scores), Member()],
        7 => ["ZREM", key(), .. Several(Member)],
        8 => [Pick(["ZSCORE", "ZRANK", "ZREVRANK"]), key(), Member()],
        9 => ["ZMSCORE", key(), .. Several(Member)],
        10 => ["ZCARD", key()],
        11 => ["ZCOUNT", key(), Bound(), Bound()],
        < 14 => ["ZRANGE", key(), Pick(ranks), Pick(ranks), .. RangeOptions()],
        < 16 => ["ZRANGE", key(), Bound(), Bound(), "BYSCORE", .. RangeOptions(), .. Limit()],
        16 => [Pick(["ZRANGEBYSCORE", "ZREVRANGEBYSCORE"]), key(), Bound(), Bound(), .. Limit()],
        17 => [Pick(["ZPOPMIN", "ZPOPMAX"]), key(), .. Count()],
        18 => ["ZMPOP", "2", key(), key(), Pick(["MIN", "MAX", "MID"])],
        19 => ["ZREMRANGEBYSCORE", key(), Bound(), Bound()],
        20 => ["ZREMRANGEBYRANK", key(), Pick(ranks), Pick(ranks)],
        21 => ["ZRANGESTORE", key(), key(), Pick(ranks), Pick(ranks)],
        < 25 => Combined(),
        25 => ["ZADD", SameScores, "0", Member(), "0", Member(), "0", Member()],
        26 => [Pick(["ZRANGEBYLEX", "ZREVRANGEBYLEX", "ZLEXCOUNT"]), SameScores, TextBound(), TextBound()],
        _ => Places(),
    };

    List<string> Places() => random.Next(6) switch
    {
        < 3 => ["GEOADD", key(), Longitude(), Latitude(), Member(), Longitude(), Latitude(), Member()],
        3 => [Pick(["GEOPOS", "GEOHASH"]), key(), Member(), Member()],
        4 => ["GEOSEARCH", key(), "FROMLONLAT", Longitude(), Latitude(), "BYRADIUS", "3000", Pick(units), "ASC"],
        _ => ["GEOSEARCH", key(), "FROMMEMBER", Member(), "BYBOX", "3000", "2000", "km", "DESC", "WITHHASH"],
    };

    List<string> Combined()
    {
        var command = Pick(["ZUNION", "ZINTER", "ZDIFF", "ZINTERCARD"]);
        var stores = command != "ZINTERCARD" && random.Next(2) == 0;
        List<string> request = stores ? [command + "STORE", key(), "2", key(), key()] : [command, "2", key(), key()];
        if (random.Next(3) == 0) request.AddRange(["WEIGHTS", Pick(["1", "2", "0.5", "x"]), "3"]);
        if (random.Next(3) == 0) request.AddRange(["AGGREGATE", Pick(["SUM", "MIN", "MAX", "AVG"])]);
        if (!stores && random.Next(3) == 0) request.Add("WITHSCORES");
        return request;
    }

    List<string> AddOptions()
    {
        var options = new List<string>();
        foreach (var option in new[] { "NX", "XX", "GT", "LT", "CH", "INCR" })
            if (random.Next(8) == 0) options.Add(option);
        return options;
    }

    List<string> Pairs()
    {
        var pairs = new List<string>();
        for (var count = random.Next(20) == 0 ? 140 : 1 + random.Next(3); count > 0; count--)
            pairs.AddRange([count > 3 ? $"{count % 7}" : Pick(scores), count > 3 ? $"m{count}" : Member()]);
        return pairs;
    }

    List<string> RangeOptions()
    {
        var options = new List<string>();
        if (random.Next(3) == 0) options.Add("REV");
        if (random.Next(2) == 0) options.Add("WITHSCORES");
        return options;
    }

    List<string> Limit() => random.Next(3) == 0 ? ["LIMIT", Pick(["0", "1", "5"]), Pick(["0", "2", "-1"])] : [];

    List<string> Count() => random.Next(2) == 0 ? [Pick(["0", "1", "3", "-1", "x"])] : [];

    List<string> Several(Func<string> one)
    {
        var list = new List<string>();
        for (var count = 1 + random.Next(3); count > 0; count--) list.Add(one());
        return list;
    }

    string Bound() => (random.Next(4) == 0 ? "(" : "") + Pick(["0", "1", "2.5", "-7.25", "3", "inf", "-inf", "x"]);

    string TextBound() => Pick(["-", "+", "[a", "(a", "[c", "(e", "[", "x"]);

    string Longitude() => $"{random.Next(-1800, 1800) / 10.0}";

    string Latitude() => $"{random.Next(-850, 850) / 10.0}";

    string Member() => Pick(members);

    string Pick(string[] from) => from[random.Next(from.Length)];
}
