namespace AotKv.Differential.Tests;

/// <summary>Random list commands over the keys that the other requests use too.</summary>
sealed class ListRequests(Random random, Func<string> key, Func<string> value)
{
    static readonly string[] elements = ["a", "b", "1", "-7", "01", "", "12345678901234567890", "hello"];

    static readonly string[] numbers = ["0", "1", "-1", "2", "3", "-3", "5", "100", "-100", "x"];

    static readonly string[] ends = ["LEFT", "RIGHT", "left", "Right", "UP"];

    public List<string> Next() => random.Next(24) switch
    {
        < 3 => ["LPUSH", key(), .. Elements()],
        < 6 => ["RPUSH", key(), .. Elements()],
        6 => [random.Next(2) == 0 ? "LPUSHX" : "RPUSHX", key(), .. Elements()],
        7 => ["LPOP", key()],
        8 => ["RPOP", key()],
        9 => [random.Next(2) == 0 ? "LPOP" : "RPOP", key(), Number()],
        10 => ["LLEN", key()],
        < 13 => ["LRANGE", key(), Number(), Number()],
        13 => ["LINDEX", key(), Number()],
        14 => ["LSET", key(), Number(), Element()],
        15 => ["LINSERT", key(), Pick(["BEFORE", "AFTER", "after", "beside"]), Element(), Element()],
        16 => ["LREM", key(), Number(), Element()],
        17 => ["LTRIM", key(), Number(), Number()],
        18 => ["LPOS", key(), Element(), .. PositionOptions()],
        19 => ["LMOVE", key(), key(), Pick(ends), Pick(ends)],
        20 => ["RPOPLPUSH", key(), key()],
        21 => ["LMPOP", "2", key(), key(), Pick(ends), .. Count()],
        22 => Waiting(),
        _ => ["RPUSH", key(), .. Enumerable.Repeat(value(), 1 + random.Next(40))],
    };

    List<string> Waiting() => random.Next(5) switch
    {
        0 => ["BLPOP", key(), key(), Timeout()],
        1 => ["BRPOP", key(), Timeout()],
        2 => ["BLMOVE", key(), key(), Pick(ends), Pick(ends), Timeout()],
        3 => ["BRPOPLPUSH", key(), key(), Timeout()],
        _ => ["BLMPOP", Timeout(), "2", key(), key(), Pick(ends), .. Count()],
    };

    List<string> PositionOptions()
    {
        var options = new List<string>();
        if (random.Next(2) == 0) options.AddRange(["RANK", Pick(["1", "-1", "2", "-2", "0", "x"])]);
        if (random.Next(2) == 0) options.AddRange(["COUNT", Pick(["0", "1", "2", "-1"])]);
        if (random.Next(2) == 0) options.AddRange(["MAXLEN", Pick(["0", "1", "3", "-1"])]);
        return options;
    }

    string[] Count() => random.Next(2) == 0 ? [] : ["COUNT", Pick(["1", "2", "10", "0", "-1"])];

    List<string> Elements()
    {
        var list = new List<string>();
        for (var count = 1 + random.Next(6); count > 0; count--) list.Add(Element());
        return list;
    }

    string Timeout() => Pick(["0.001", "0.01", "-1", "x"]);

    string Element() => random.Next(12) == 0 ? value() : Pick(elements);

    string Number() => Pick(numbers);

    string Pick(string[] from) => from[random.Next(from.Length)];
}
