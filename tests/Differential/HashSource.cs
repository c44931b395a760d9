namespace AotKv.Differential.Tests;

/// <summary>
/// Random requests on hashes that Redis 7.0 has too. What depends on chance is asked only where all fields come:
/// HRANDFIELD with a count that no hash has.
/// </summary>
sealed class HashSource(Random random, Func<string> key)
{
    const string MoreThanAll = "100000";

    static readonly string[] texts =
    [
        "a", "b", "", "0", "-7", "01", "9223372036854775807", "-9223372036854775808", "70000", "1.5", "-2.25e3", " 1",
        "\0\u00ff\r\n", "a text that is longer than the sixty-four bytes that a listpack of a hash takes",
    ];

    static readonly string[] increments =
        ["1", "-1", "100", "9223372036854775807", "x", "", "1.5", "0.1", "inf", "1e3"];

    public List<string> Next() => random.Next(24) switch
    {
        < 6 => ["HSET", key(), .. Pairs()],
        6 => ["HMSET", key(), .. Pairs()],
        7 => ["HSETNX", key(), Field(), Text()],
        8 or 9 => ["HGET", key(), Field()],
        10 => ["HMGET", key(), .. Fields()],
        11 or 12 => ["HGETALL", key()],
        13 => ["HKEYS", key()],
        14 => ["HVALS", key()],
        15 => ["HLEN", key()],
        16 => ["HSTRLEN", key(), Field()],
        17 => ["HEXISTS", key(), Field()],
        18 or 19 => ["HDEL", key(), .. Fields()],
        20 => ["HINCRBY", key(), Field(), Increment()],
        21 => ["HINCRBYFLOAT", key(), Field(), Increment()],
        22 => ["HRANDFIELD", key(), random.Next(8) == 0 ? "x" : MoreThanAll],
        _ => ["HRANDFIELD", key(), MoreThanAll, random.Next(8) == 0 ? "bogus" : "WITHVALUES"],
    };

    List<string> Pairs()
    {
        var pairs = new List<string>();
        var count = random.Next(12) == 0 ? random.Next(600) : random.Next(6);
        for (; count >= 0; count--) pairs.AddRange([Field(), Text()]);
        if (random.Next(30) == 0) pairs.Add(Field());
        return pairs;
    }

    List<string> Fields()
    {
        var fields = new List<string>();
        var count = random.Next(12) == 0 ? random.Next(300) : random.Next(6);
        for (; count >= 0; count--) fields.Add(Field());
        return fields;
    }

    string Field() => random.Next(3) switch
    {
        0 => texts[random.Next(texts.Length)],
        1 => $"{random.Next(600)}",
        _ => $"f{random.Next(200)}",
    };

    string Text() => random.Next(2) == 0 ? texts[random.Next(texts.Length)] : $"{random.Next(1000)}";

    string Increment() => increments[random.Next(increments.Length)];
}
