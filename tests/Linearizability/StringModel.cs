namespace AotKv.Linearizability;

/// <summary>Strings, and what there is to say of keys of any type.</summary>
static class StringModel
{
    /// <summary>The reply, or null where the command is of another family.</summary>
    public static string? Run(ModelKeys keys, string[] command) => command[0] switch
    {
        "GET" => ReplyText.Bulk(keys.Text(command[1])),
        "MGET" => ReplyText.Array(command[1..].Select(key => ReplyText.Bulk(
            keys.Find(key) is { Kind: ModelKind.String } value ? value.Text : null))),
        "EXISTS" => $"{command[1..].Count(keys.Has)}",
        "SET" => Set(keys, command),
        "GETSET" => Exchange(keys, command[1], command[2]),
        "MSET" => SetAll(keys, command, first: 1),
        "MSETEX" => SetAllEx(keys, command),
        "MSETNX" => SetNew(keys, command),
        "INCR" => Increment(keys, command[1]),
        "APPEND" => Append(keys, command[1], command[2]),
        "DEL" or "UNLINK" => $"{command[1..].Count(keys.Remove)}",
        "RENAME" => Rename(keys, command[1], command[2]),
        "PERSIST" => Persist(keys, command[1]),
        "COPY" => Copy(keys, command),
        "MOVE" => Move(keys, command[1]),
        "DBSIZE" => $"{keys.Count}",
        "FLUSHALL" => Flush(keys, all: true),
        "FLUSHDB" => Flush(keys, all: false),
        "SWAPDB" => Swap(keys),
        _ => null,
    };

    static string Set(ModelKeys keys, string[] command)
    {
        keys.Set(command[1], command[2], expires: command.Length > 3);
        return "OK";
    }

    static string SetAll(ModelKeys keys, string[] command, int first)
    {
        for (var i = first; i < command.Length; i += 2) keys.Set(command[i], command[i + 1], expires: false);
        return "OK";
    }

    /// <summary>MSETEX n key value ... [NX|XX] [PXAT deadline].</summary>
    static string SetAllEx(ModelKeys keys, string[] command)
    {
        var end = 2 + 2 * int.Parse(command[1]);
        var options = command[end..];
        for (var i = 2; i < end; i += 2)
            if (options.Contains(keys.Has(command[i]) ? "NX" : "XX")) return "0";
        for (var i = 2; i < end; i += 2)
            if (options.Contains("PXAT")) keys.SetToExpire(command[i], command[i + 1]);
            else keys.Set(command[i], command[i + 1], expires: false);
        return "1";
    }

    static string SetNew(ModelKeys keys, string[] command)
    {
        for (var i = 1; i < command.Length; i += 2)
            if (keys.Has(command[i])) return "0";
        SetAll(keys, command, first: 1);
        return "1";
    }

    static string Increment(ModelKeys keys, string key)
    {
        var number = long.Parse(keys.Text(key) ?? "0") + 1;
        keys.Replace(key, $"{number}");
        return $"{number}";
    }

    static string Append(ModelKeys keys, string key, string text)
    {
        var longer = keys.Text(key) + text;
        keys.Replace(key, longer);
        return $"{longer.Length}";
    }

    static string Exchange(ModelKeys keys, string key, string text)
    {
        var old = ReplyText.Bulk(keys.Text(key));
        keys.Set(key, text, expires: false);
        return old;
    }

    static string Rename(ModelKeys keys, string from, string to)
    {
        if (keys.Find(from) is not { } value) return "-ERR no such key";
        if (from != to) keys.Remove(from);
        keys.Put(to, value);
        return "OK";
    }

    static string Persist(ModelKeys keys, string key)
    {
        if (keys.Find(key) is not { Expires: true } value) return "0";
        keys.Put(key, value with { Expires = false });
        return "1";
    }

    /// <summary>COPY from to [DB n] [REPLACE].</summary>
    static string Copy(ModelKeys keys, string[] command)
    {
        if (keys.Find(command[1]) is not { } value) return "0";
        var database = keys.Database;
        if (command.Length > 4) keys.Database = command[4][0] - '0';
        var refused = command[^1] != "REPLACE" && keys.Has(command[2]);
        if (!refused) keys.Put(command[2], value);
        keys.Database = database;
        return refused ? "0" : "1";
    }

    /// <summary>MOVE to the other of the two databases.</summary>
    static string Move(ModelKeys keys, string key)
    {
        if (keys.Find(key) is not { } value) return "0";
        keys.Database ^= 1;
        var refused = keys.Has(key);
        if (!refused) keys.Put(key, value);
        keys.Database ^= 1;
        if (!refused) keys.Remove(key);
        return refused ? "0" : "1";
    }

    static string Flush(ModelKeys keys, bool all)
    {
        keys.Flush(all);
        return "OK";
    }

    static string Swap(ModelKeys keys)
    {
        var database = keys.Database;
        keys.Swap();
        keys.Database = database;
        return "OK";
    }
}
