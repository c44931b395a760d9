using System.Diagnostics;
using AotKv.Linearizability;
using AotKv.Loopback;

namespace AotKv.Histories.Tests;

/// <summary>A client whose every operation is noted with its time and reply. Used by one thread.</summary>
sealed class RecordedClient(RespConnection connection, int client, string[] keys, Random random)
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
            operation.Reply = TextOf(connection.Read());
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

    string[] Command() => random.Next(10) == 0 ? ["WATCH", .. Several()] : CommandOnKeys();

    string[] CommandOnKeys() => random.Next(12) switch
    {
        < 2 => ["SET", Key(), Value()],
        < 4 => ["GET", Key()],
        4 => ["APPEND", Key(), "x"],
        5 => ["GETSET", Key(), Value()],
        < 8 => ["MSET", .. Pairs()],
        < 10 => ["MGET", .. Several()],
        10 => random.Next(2) == 0 ? ["MSETNX", .. Pairs()] : ["DEL", .. Several()],
        _ => ["EXISTS", .. Several()],
    };

    string Key() => keys[random.Next(keys.Length)];

    string Value() => $"{client}.{valuesMade++}";

    string[] Several() => [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Key()).Distinct()];

    string[] Pairs() => [.. Several().SelectMany(key => new[] { key, Value() })];
}
