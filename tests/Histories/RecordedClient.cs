using System.Diagnostics;
using AotKv.Linearizability;
using AotKv.Loopback;

namespace AotKv.Histories.Tests;

/// <summary>A client whose every operation is noted with its time and reply. Used by one thread.</summary>
/// <param name="connection">The client's own.</param>
/// <param name="client">Its number in the history.</param>
/// <param name="keys">One on each shard; collections have names of their own on the same shards.</param>
/// <param name="random">What decides.</param>
/// <param name="collections">Whether most commands are about lists, sets and sorted sets.</param>
sealed class RecordedClient(
    RespConnection connection, int client, string[] keys, Random random, bool collections)
{
    int valuesMade;

    public List<Operation> Operations { get; } = [];

    /// <summary>Sends a few random operations at once and reads their replies.</summary>
    public void Talk(int most)
    {
        var batch = new Operation[1 + random.Next(most)];
        var bytes = new List<byte>();
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i] = Next();
            if (batch[i].IsTransaction) bytes.AddRange(RespConnection.Encode("MULTI"));
            foreach (var command in batch[i].Commands) bytes.AddRange(RespConnection.Encode(command));
            if (batch[i].IsTransaction) bytes.AddRange(RespConnection.Encode("EXEC"));
        }
        Operations.AddRange(batch);
        var invoked = Stopwatch.GetTimestamp();
        foreach (var operation in batch) operation.Invoked = invoked;
        connection.SendRaw([.. bytes]);
        foreach (var operation in batch)
        {
            if (operation.IsTransaction)
                for (var i = 0; i <= operation.Commands.Length; i++) connection.Read();
            var text = TextOf(connection.Read());
            operation.Reply = operation.Commands[0][0] == "SMEMBERS" ? ReplyText.Sorted(text) : text;
            operation.Returned = Stopwatch.GetTimestamp();
        }
    }

    static string TextOf(RespValue value)
    {
        if (value.IsNull) return ReplyText.Nil;
        return value.Kind switch
        {
            RespKind.Array => ReplyText.Array(value.Items.Select(TextOf)),
            RespKind.Bulk => ReplyText.Bulk(value.Text),
            RespKind.Error => "-" + value.Text,
            _ => value.Text,
        };
    }

    Operation Next()
    {
        if (random.Next(5) != 0) return new(client, [Command()], IsTransaction: false);
        var commands = new string[1 + random.Next(4)][];
        for (var i = 0; i < commands.Length; i++) commands[i] = CommandOnKeys();
        return new(client, commands, IsTransaction: true);
    }

    string[] Command() => random.Next(10) switch
    {
        0 => ["WATCH", .. Several()],
        1 when collections => ["SMEMBERS", Key('s')],
        _ => CommandOnKeys(),
    };

    string[] CommandOnKeys()
    {
        if (!collections || random.Next(6) == 0) return OnStrings();
        return random.Next(2) == 0 ? OnLists() : OnSets();
    }

    /// <summary>Whoever waits does so for a hundredth of a second: nothing may come any more.</summary>
    string[] OnLists() => random.Next(12) switch
    {
        < 3 => ["LPUSH", Key('l'), Value()],
        3 => ["RPUSH", Key('l'), Value(), Value()],
        4 => ["LMOVE", Key('l'), Key('l'), "LEFT", "RIGHT"],
        5 => ["LRANGE", Key('l'), "0", "-1"],
        6 => ["RENAME", Key('l'), Key('l')],
        7 => ["DEL", Key('l'), Key('l')],
        8 => ["BLMOVE", Key('l'), Key('l'), "RIGHT", "LEFT", "0.01"],
        9 => ["BRPOP", Key('l'), "0.01"],
        10 => ["BLMPOP", "0.01", "2", Key('l'), Key('l'), "LEFT", "COUNT", "2"],
        _ => ["BLPOP", Key('l'), Key('l'), Key('l'), "0.01"],
    };

    string[] OnSets() => random.Next(9) switch
    {
        < 2 => ["SADD", Key('s'), Member(), Member()],
        2 => ["SMOVE", Key('s'), Key('s'), Member()],
        3 => ["SINTERSTORE", Key('s'), Key('s'), Key('s')],
        4 => ["SUNIONSTORE", Key('s'), Key('s'), Key('s')],
        5 => ["ZADD", Key('z'), $"{random.Next(5)}", Member()],
        6 => ["ZPOPMIN", Key('z')],
        7 => ["ZRANGE", Key('z'), "0", "-1", "WITHSCORES"],
        _ => ["ZUNIONSTORE", Key('z'), "2", Key('z'), Key('z')],
    };

    string Member() => $"m{random.Next(4)}";

    /// <summary>A collection's name, on one of the shards.</summary>
    string Key(char family) => $"{family}{{{Key()}}}";

    string[] OnStrings() => random.Next(12) switch
    {
        < 2 => ["SET", Key(), Value()],
        < 4 => ["GET", Key()],
        4 => ["APPEND", Key(), "x"],
        5 => ["GETSET", Key(), Value()],
        < 7 => ["MSET", .. Pairs()],
        7 => MultipleSet(),
        < 10 => ["MGET", .. Several()],
        10 => random.Next(2) == 0 ? ["MSETNX", .. Pairs()] : ["DEL", .. Several()],
        _ => ["EXISTS", .. Several()],
    };

    string Key() => keys[random.Next(keys.Length)];

    string Value() => $"{client}.{valuesMade++}";

    string[] Several() => [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Key()).Distinct()];

    /// <summary>In parts, or, with a condition, with all shards lent.</summary>
    string[] MultipleSet()
    {
        var pairs = Pairs();
        string[] condition = random.Next(3) == 0 ? [random.Next(2) == 0 ? "NX" : "XX"] : [];
        return ["MSETEX", $"{pairs.Length / 2}", .. pairs, .. condition];
    }

    string[] Pairs() => [.. Several().SelectMany(key => new[] { key, Value() })];
}
