namespace AotKv.Differential.Tests;

/// <summary>
/// Random requests on sets and sketches. What depends on chance is asked only where all elements come: SPOP and
/// SRANDMEMBER with a count that no set has.
/// </summary>
sealed class SetSource(Random random, Func<string> key)
{
    const string MoreThanAll = "100000";

    static readonly string[] texts =
    [
        "a", "b", "", "0", "-7", "01", "9223372036854775807", "-9223372036854775808", "70000", "-70000", "5000000000",
        "\0\u00ff\r\n", "a member that is longer than the sixty-four bytes that a listpack of a set takes",
    ];

    public List<string> Next() => random.Next(24) switch
    {
        < 5 => ["SADD", key(), .. Members()],
        < 7 => ["SREM", key(), .. Members()],
        7 => ["SISMEMBER", key(), Member()],
        8 => ["SMISMEMBER", key(), .. Members()],
        9 => ["SCARD", key()],
        10 => ["SMEMBERS", key()],
        11 => ["SMOVE", key(), key(), Member()],
        12 => ["SINTER", .. Keys()],
        13 => ["SUNION", .. Keys()],
        14 => ["SDIFF", .. Keys()],
        15 => ["SINTERSTORE", key(), .. Keys()],
        16 => ["SUNIONSTORE", key(), .. Keys()],
        17 => ["SDIFFSTORE", key(), .. Keys()],
        18 => Counted(),
        19 => ["SRANDMEMBER", key(), random.Next(8) == 0 ? "x" : MoreThanAll],
        20 => random.Next(3) == 0 ? ["SPOP", key(), random.Next(2) == 0 ? "-1" : MoreThanAll] : ["SCARD", key()],
        21 => ["PFADD", key(), .. Members()],
        22 => ["PFCOUNT", .. Keys()],
        _ => ["PFMERGE", key(), .. Keys()],
    };

    List<string> Counted()
    {
        var keys = Keys();
        List<string> request = ["SINTERCARD", $"{keys.Count + random.Next(8) / 7}", .. keys];
        if (random.Next(2) == 0) request.AddRange(["LIMIT", $"{random.Next(-1, 5)}"]);
        return request;
    }

    List<string> Keys()
    {
        var keys = new List<string>();
        for (var count = 1 + random.Next(4); count > 0; count--) keys.Add(key());
        return keys;
    }

    List<string> Members()
    {
        var members = new List<string>();
        var count = random.Next(10) == 0 ? random.Next(300) : random.Next(6);
        for (; count >= 0; count--) members.Add(Member());
        return members;
    }

    string Member() => random.Next(3) switch
    {
        0 => texts[random.Next(texts.Length)],
        1 => $"{random.Next(600)}",
        _ => $"m{random.Next(200)}",
    };
}
