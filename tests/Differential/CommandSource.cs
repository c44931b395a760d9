using System.Text;

namespace AotKv.Differential.Tests;

/// <summary>
/// Random requests out of a seed: commands that Redis 7.0 has too, over few keys, so that they meet. Mostly sensible,
/// sometimes wrong in the ways that clients are.
/// </summary>
sealed class CommandSource(int seed)
{
    const int KeyCount = 24;

    static readonly string[] integers =
    [
        "0", "1", "-1", "7", "10", "100", "-100", "9223372036854775807", "-9223372036854775808",
        "9223372036854775808", "abc", "1.5", "", " 1", "01", "4294967296",
    ];

    static readonly string[] values =
    [
        "", "a", "hello", "12345", "-7", "0", "3.25", "9223372036854775806", "with space", "\0\u00ff\r\n",
        "0123456789012345678901234567890123456789012345678", "1e5", "nan",
    ];

    static readonly string[] floats = ["0", "1", "0.1", "-2.5", "1e3", "3.0e2", "abc", "nan", "inf", "", "1e-3", "100"];

    static readonly string[] indexes = ["0", "1", "-1", "3", "-4", "100", "-100", "x"];

    static readonly string[] wrongTimes = ["0", "-1", "abc", "9223372036854775807", "1.5"];

    static readonly string[] instants = ["33177117420", "33177117421", "1", "0", "-1", "abc"];

    static readonly string[] instantMilliseconds = ["33177117420123", "33177117421000", "1", "0", "-1", "abc"];

    static readonly string[] conditions = ["", "", "", "NX", "XX", "GT", "LT", "nx xx", "XX GT", "gt lt", "bogus"];

    readonly Random random = new(seed);
    bool isInTransaction;
    int timesGiven;
    readonly string suffix = new('x', 40 + seed % 30);

    public byte[][] Next()
    {
        var line = random.Next(200) switch
        {
            >= 198 => new OldFormSource(random, Key).Next(),
            >= 175 => new HashSource(random, Key).Next(),
            >= 145 => new SortedSetRequests(random, Key).Next(),
            >= 125 => Lists().Next(),
            >= 100 => new SetSource(random, Key).Next(),
            < 34 => Strings(),
            < 54 => Numbers(),
            < 76 => Times(),
            < 88 => Keys(),
            < 97 => Connections(),
            _ => Wrong(),
        };
        return [.. line.Select(Encoding.Latin1.GetBytes)];
    }

    ListRequests Lists() => lists ??= new(random, Key, Value);

    ListRequests? lists;

    List<string> Strings() => random.Next(15) switch
    {
        < 4 => ["GET", Key()],
        < 8 => ["SET", Key(), Value(), .. SetOptions()],
        8 => ["APPEND", Key(), Value()],
        9 => ["STRLEN", Key()],
        10 => ["GETDEL", Key()],
        11 => ["GETRANGE", Key(), Pick(indexes), Pick(indexes)],
        12 => ["SETRANGE", Key(), Pick(indexes), Value()],
        13 => ["GETSET", Key(), Value()],
        _ => random.Next(4) switch
        {
            0 => ["MGET", .. Several(Key)],
            1 => ["MSET", .. Pairs()],
            2 => ["MSETNX", .. Pairs()],
            _ => ["SETNX", Key(), Value()],
        },
    };

    List<string> Numbers() => random.Next(6) switch
    {
        0 => ["INCR", Key()],
        1 => ["DECR", Key()],
        2 => ["INCRBY", Key(), Pick(integers)],
        3 => ["DECRBY", Key(), Pick(integers)],
        4 => ["INCRBYFLOAT", Key(), Pick(floats)],
        _ => ["SET", Key(), Pick(integers)],
    };

    List<string> Times() => random.Next(13) switch
    {
        0 => ["EXPIRE", Key(), Seconds(), .. Condition()],
        1 => ["PEXPIRE", Key(), Milliseconds(), .. Condition()],
        2 => ["EXPIREAT", Key(), Pick(instants), .. Condition()],
        3 => ["PEXPIREAT", Key(), Pick(instantMilliseconds), .. Condition()],
        4 => ["TTL", Key()],
        5 => ["PTTL", Key()],
        6 => ["EXPIRETIME", Key()],
        7 => ["PEXPIRETIME", Key()],
        8 => ["PERSIST", Key()],
        9 => ["SETEX", Key(), Seconds(), Value()],
        10 => ["PSETEX", Key(), Milliseconds(), Value()],
        _ => ["GETEX", Key(), .. GetExOptions()],
    };

    List<string> Keys() => random.Next(11) switch
    {
        < 2 => ["DEL", .. Several(Key)],
        2 => ["UNLINK", .. Several(Key)],
        3 => ["EXISTS", .. Several(Key)],
        4 => ["TYPE", Key()],
        5 => ["TOUCH", .. Several(Key)],
        // Not DBSIZE: Redis 7.0 stores what SET was told to expire in the past, and counts it for a while.
        < 8 => ["KEYS", Pick(["*", "k*", "k1?", "k[1-3]*", "none", "*{*", "k[^1]"])],
        < 10 => ["RENAME", Key(), Key()],
        _ => random.Next(8) == 0 ? ["FLUSHDB"] : ["RENAMENX", Key(), Key()],
    };

    List<string> Connections() => random.Next(8) switch
    {
        0 => ["PING"],
        1 => ["PING", Value()],
        2 => ["ECHO", Value()],
        3 => ["SELECT", Pick(["0", "1", "2", "15"])],
        < 7 => Transactions(),
        _ => ["UNWATCH"],
    };

    /// <summary>
    /// MULTI and WATCH inside a transaction abort it in Valkey 9.1 and not in Redis 7.0: never sent there.
    /// </summary>
    List<string> Transactions()
    {
        if (!isInTransaction && random.Next(2) == 0) return ["WATCH", Key()];
        isInTransaction = !isInTransaction;
        if (isInTransaction) return ["MULTI"];
        return random.Next(4) == 0 ? ["DISCARD"] : ["EXEC"];
    }

    /// <summary>A known command with any number of arguments.</summary>
    List<string> Wrong()
    {
        List<string> request =
            [Pick(["GET", "set", "Mset", "INCR", "expire", "getex", "APPEND", "TTL", "del", "exec"])];
        for (var count = random.Next(5); count > 0; count--) request.Add(Value());
        return request;
    }

    List<string> SetOptions()
    {
        var options = new List<string>();
        for (var count = Math.Max(0, random.Next(5) - 2); count > 0; count--)
        {
            switch (random.Next(8))
            {
                case 0: options.Add("NX"); break;
                case 1: options.Add("XX"); break;
                case 2: options.Add("GET"); break;
                case 3: options.Add("KEEPTTL"); break;
                case 4: options.AddRange(["EX", Seconds()]); break;
                case 5: options.AddRange(["PX", Milliseconds()]); break;
                case 6: options.AddRange(["EXAT", Pick(instants)]); break;
                default: options.AddRange(["PXAT", Pick(instantMilliseconds)]); break;
            }
        }
        return options;
    }

    List<string> GetExOptions() => random.Next(6) switch
    {
        0 => ["EX", Seconds()],
        1 => ["PX", Milliseconds()],
        2 => ["EXAT", Pick(instants)],
        3 => ["PXAT", Pick(instantMilliseconds)],
        4 => ["PERSIST"],
        _ => [],
    };

    string[] Condition() => Pick(conditions).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    List<string> Pairs()
    {
        var pairs = new List<string>();
        for (var count = 1 + random.Next(4); count > 0; count--) pairs.AddRange([Key(), Value()]);
        return pairs;
    }

    List<string> Several(Func<string> one)
    {
        var list = new List<string>();
        for (var count = 1 + random.Next(6); count > 0; count--) list.Add(one());
        return list;
    }

    string Seconds() => random.Next(4) == 0 ? Pick(wrongTimes) : $"{NextTime()}";

    string Milliseconds() => random.Next(4) == 0 ? Pick(wrongTimes) : $"{NextTime() * 1000L}";

    /// <summary>
    /// Seconds that do not run out during a test, each at least ten away from all others: the servers' clocks differ,
    /// and GT and LT must still agree.
    /// </summary>
    int NextTime()
    {
        timesGiven++;
        return 1_000_000 + (random.Next(2) == 0 ? -10 : 10) * timesGiven;
    }

    string Key()
    {
        var number = random.Next(KeyCount);
        return number switch
        {
            0 => "",
            1 => "k{tag}" + suffix,
            _ => "k" + number,
        };
    }

    string Value() => random.Next(20) == 0 ? new string('v', random.Next(40_000)) : Pick(values);

    string Pick(string[] from) => from[random.Next(from.Length)];
}
