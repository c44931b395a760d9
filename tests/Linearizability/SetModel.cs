namespace AotKv.Linearizability;

/// <summary>Sets, and sorted sets with whole numbers for scores. Elements come sorted; so do replies.</summary>
static class SetModel
{
    /// <summary>The reply, or null where the command is of another family.</summary>
    public static string? Run(ModelKeys keys, string[] command) => command[0] switch
    {
        "SADD" => Add(keys, command),
        "SREM" => Remove(keys, command),
        "SMEMBERS" => ReplyText.Array(keys.Elements(command[1]).Select(ReplyText.Bulk)),
        "SMOVE" => Move(keys, command[1], command[2], command[3]),
        "SINTERSTORE" => Store(keys, command, static (left, right) => left.Intersect(right)),
        "SUNIONSTORE" => Store(keys, command, static (left, right) => left.Union(right)),
        "SDIFFSTORE" => Store(keys, command, static (left, right) => left.Except(right)),
        "ZADD" => AddScored(keys, command),
        "ZRANGE" => ReplyText.Array(keys.Elements(command[1])
            .SelectMany(element => element.Split(':')).Select(ReplyText.Bulk)),
        "ZPOPMIN" => PopLeast(keys, command[1]),
        "ZUNIONSTORE" => StoreUnion(keys, command),
        _ => null,
    };

    /// <summary>Commands whose reply has no order.</summary>
    public static bool IsUnordered(string name) => name == "SMEMBERS";

    static string Put(ModelKeys keys, string key, IEnumerable<string> members)
    {
        var sorted = members.Distinct().Order(StringComparer.Ordinal).ToArray();
        keys.Store(key, ModelKind.Set, sorted);
        return $"{sorted.Length}";
    }

    static string Add(ModelKeys keys, string[] command)
    {
        var before = keys.Elements(command[1]);
        var added = command[2..].Except(before).Count();
        if (added > 0) Put(keys, command[1], [.. before, .. command[2..]]);
        return $"{added}";
    }

    static string Remove(ModelKeys keys, string[] command)
    {
        var before = keys.Elements(command[1]);
        var removed = before.Intersect(command[2..]).Count();
        if (removed > 0) Put(keys, command[1], before.Except(command[2..]));
        return $"{removed}";
    }

    static string Move(ModelKeys keys, string from, string to, string member)
    {
        if (!keys.Elements(from).Contains(member)) return "0";
        if (from == to) return "1";
        Remove(keys, ["", from, member]);
        Add(keys, ["", to, member]);
        return "1";
    }

    static string Store(
        ModelKeys keys, string[] command, Func<IEnumerable<string>, IEnumerable<string>, IEnumerable<string>> combine)
    {
        IEnumerable<string> members = keys.Elements(command[2]);
        foreach (var key in command[3..]) members = combine(members, keys.Elements(key));
        return Put(keys, command[1], members);
    }

    static string PutScored(ModelKeys keys, string key, IEnumerable<KeyValuePair<string, int>> scores)
    {
        var sorted = scores.OrderBy(score => score.Value).ThenBy(score => score.Key, StringComparer.Ordinal)
            .Select(score => $"{score.Key}:{score.Value}").ToArray();
        keys.Store(key, ModelKind.SortedSet, sorted);
        return $"{sorted.Length}";
    }

    static Dictionary<string, int> Scores(ModelKeys keys, string key) => keys.Elements(key)
        .Select(element => element.Split(':')).ToDictionary(pair => pair[0], pair => int.Parse(pair[1]));

    /// <summary>ZADD key score member.</summary>
    static string AddScored(ModelKeys keys, string[] command)
    {
        var scores = Scores(keys, command[1]);
        var isNew = !scores.ContainsKey(command[3]);
        if (isNew || scores[command[3]] != int.Parse(command[2]))
        {
            scores[command[3]] = int.Parse(command[2]);
            PutScored(keys, command[1], scores);
        }
        return isNew ? "1" : "0";
    }

    static string PopLeast(ModelKeys keys, string key)
    {
        var elements = keys.Elements(key);
        if (elements.Length == 0) return ReplyText.Array([]);
        keys.Store(key, ModelKind.SortedSet, elements[1..]);
        return ReplyText.Array(elements[0].Split(':').Select(ReplyText.Bulk));
    }

    /// <summary>ZUNIONSTORE to 2 one other: scores add up.</summary>
    static string StoreUnion(ModelKeys keys, string[] command)
    {
        var sums = Scores(keys, command[3]);
        foreach (var (member, score) in Scores(keys, command[4]))
            sums[member] = sums.GetValueOrDefault(member) + score;
        return PutScored(keys, command[1], sums);
    }
}
