namespace AotKv.Interleavings.Tests;

/// <summary>Makes up commands on lists, sets and sorted sets, most of them with keys on several shards.</summary>
sealed class CollectionSource(Random random, RunPlan plan)
{
    const int Members = 4;

    /// <param name="value">One that no other command has.</param>
    public string[] Command(string value) =>
        plan.Family == Family.Lists ? OnLists(value) : random.Next(2) == 0 ? OnSets() : OnSortedSets();

    public string Set() => $"s{random.Next(plan.KeyCount)}";

    string[] OnLists(string value) => random.Next(20) switch
    {
        < 3 => ["LPUSH", List(), value],
        < 6 => ["RPUSH", List(), value, value + "b"],
        6 => [random.Next(2) == 0 ? "LPOP" : "RPOP", List()],
        7 => ["LRANGE", List(), "0", "-1"],
        8 => ["LLEN", List()],
        9 => ["LMOVE", List(), List(), Side(), Side()],
        10 => ["DEL", List(), List()],
        11 => ["RENAME", List(), List()],
        12 => ["LMPOP", .. Numbered(), Side(), "COUNT", "2"],
        13 => ["EXISTS", List(), "k0"],
        < 16 => ["BLPOP", .. Several(), Timeout()],
        16 => ["BRPOP", .. Several(), Timeout()],
        17 => ["BLMOVE", List(), List(), Side(), Side(), Timeout()],
        18 => ["BLMPOP", Timeout(), .. Numbered(), Side(), "COUNT", "2"],
        _ => ["BLPOP", List(), Timeout()],
    };

    string[] OnSets() => random.Next(8) switch
    {
        < 3 => ["SADD", Set(), Member(), Member()],
        3 => ["SREM", Set(), Member()],
        4 => ["SMOVE", Set(), Set(), Member()],
        5 => ["SINTERSTORE", Set(), Set(), Set()],
        6 => ["SUNIONSTORE", Set(), Set(), Set()],
        _ => ["SDIFFSTORE", Set(), Set(), Set()],
    };

    string[] OnSortedSets() => random.Next(8) switch
    {
        < 3 => ["ZADD", SortedSet(), $"{random.Next(5)}", Member()],
        3 => ["ZPOPMIN", SortedSet()],
        < 6 => ["ZRANGE", SortedSet(), "0", "-1", "WITHSCORES"],
        6 => ["RENAME", SortedSet(), SortedSet()],
        _ => ["ZUNIONSTORE", SortedSet(), "2", SortedSet(), SortedSet()],
    };

    string List() => $"l{random.Next(plan.KeyCount)}";

    string SortedSet() => $"z{random.Next(plan.KeyCount)}";

    string Member() => $"m{random.Next(Members)}";

    string Side() => random.Next(2) == 0 ? "LEFT" : "RIGHT";

    string Timeout() => plan.HasTimeouts && random.Next(2) == 0 ? "0.001" : "0";

    string[] Several() => [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => List()).Distinct()];

    string[] Numbered()
    {
        var keys = Several();
        return [$"{keys.Length}", .. keys];
    }
}
