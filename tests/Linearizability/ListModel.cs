namespace AotKv.Linearizability;

/// <summary>
/// Lists. A blocking pop is one that finds its element at some instant before it is answered, or all lists empty at
/// some instant and answers nil: who waits is not seen by others, so no history tells more.
/// </summary>
static class ListModel
{
    /// <summary>The reply, or null where the command is of another family.</summary>
    public static string? Run(ModelKeys keys, string[] command) => command[0] switch
    {
        "LPUSH" => Push(keys, command, atHead: true),
        "RPUSH" => Push(keys, command, atHead: false),
        "LPOP" => ReplyText.Bulk(Pop(keys, command[1], atHead: true)),
        "RPOP" => ReplyText.Bulk(Pop(keys, command[1], atHead: false)),
        "LLEN" => $"{keys.Elements(command[1]).Length}",
        "LRANGE" => ReplyText.Array(keys.Elements(command[1]).Select(ReplyText.Bulk)),
        "LMOVE" or "BLMOVE" => Move(keys, command),
        "BLPOP" => PopAny(keys, command[1..^1], atHead: true),
        "BRPOP" => PopAny(keys, command[1..^1], atHead: false),
        "LMPOP" => PopMany(keys, command, numberAt: 1),
        "BLMPOP" => PopMany(keys, command, numberAt: 2),
        _ => null,
    };

    /// <summary>Whether a command makes its client wait where its keys are empty.</summary>
    public static bool MayBlock(string name) => name is "BLPOP" or "BRPOP" or "BLMOVE" or "BLMPOP";

    static string Push(ModelKeys keys, string[] command, bool atHead)
    {
        var elements = keys.Elements(command[1]).ToList();
        foreach (var element in command[2..]) elements.Insert(atHead ? 0 : elements.Count, element);
        keys.Store(command[1], ModelKind.List, elements);
        return $"{elements.Count}";
    }

    static string? Pop(ModelKeys keys, string key, bool atHead)
    {
        var elements = keys.Elements(key);
        if (elements.Length == 0) return null;
        keys.Store(key, ModelKind.List, atHead ? elements[1..] : elements[..^1]);
        return atHead ? elements[0] : elements[^1];
    }

    static string PopAny(ModelKeys keys, string[] names, bool atHead)
    {
        foreach (var name in names)
            if (Pop(keys, name, atHead) is { } element)
                return ReplyText.Array([ReplyText.Bulk(name), ReplyText.Bulk(element)]);
        return ReplyText.Nil;
    }

    /// <summary>LMOVE from to LEFT|RIGHT LEFT|RIGHT.</summary>
    static string Move(ModelKeys keys, string[] command)
    {
        var element = Pop(keys, command[1], command[3] == "LEFT");
        if (element is null) return ReplyText.Nil;
        Push(keys, ["", command[2], element], command[4] == "LEFT");
        return ReplyText.Bulk(element);
    }

    /// <summary>LMPOP numkeys key ... LEFT|RIGHT COUNT n.</summary>
    static string PopMany(ModelKeys keys, string[] command, int numberAt)
    {
        var number = int.Parse(command[numberAt]);
        var atHead = command[numberAt + number + 1] == "LEFT";
        var count = int.Parse(command[^1]);
        foreach (var name in command.AsSpan(numberAt + 1, number))
        {
            var popped = new List<string>();
            while (popped.Count < count && Pop(keys, name, atHead) is { } element) popped.Add(ReplyText.Bulk(element));
            if (popped.Count > 0) return ReplyText.Array([ReplyText.Bulk(name), ReplyText.Array(popped)]);
        }
        return ReplyText.Nil;
    }
}
