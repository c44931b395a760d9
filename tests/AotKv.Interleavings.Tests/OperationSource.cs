using AotKv.Interleavings.Tests.Simulated;
using AotKv.Linearizability;

namespace AotKv.Interleavings.Tests;

/// <summary>Makes up what a client asks for.</summary>
sealed class OperationSource(Random random, RunPlan plan)
{
    int valuesMade;

    public Operation Next(int client)
    {
        if (random.Next(6) != 0) return new(client, [Command(client)], IsTransaction: false);
        var commands = new string[1 + random.Next(4)][];
        for (var i = 0; i < commands.Length; i++) commands[i] = CommandOnKeys(client);
        return new(client, commands, IsTransaction: true);
    }

    /// <summary>All keys at once.</summary>
    public Operation ReadAll(int client) =>
        new(client, [["MGET", .. AllKeys("k"), .. AllKeys("n")]], IsTransaction: false);

    string[] Command(int client) => random.Next(12) switch
    {
        0 => ["WATCH", .. Several(AnyKey)],
        1 when random.Next(4) == 0 => ["UNWATCH"],
        _ => CommandOnKeys(client),
    };

    string[] CommandOnKeys(int client)
    {
        // Around a deadline, most is about the keys that have it: whether they go together.
        if (plan.Deadline is { } due && random.Next(3) != 0)
            return random.Next(2) == 0 ? SetWithDeadline(client, due) : ["MGET", .. AllKeys("k")];
        switch (random.Next(28))
        {
            case < 3: return ["SET", Key(), Value(client)];
            case < 6: return ["GET", AnyKey()];
            case < 8: return ["APPEND", Key(), "x"];
            case < 10: return ["INCR", Counter()];
            case 10: return ["GETSET", Key(), Value(client)];
            case < 15: return ["MSET", .. Several(Key).SelectMany(key => new[] { key, Value(client) })];
            case < 20: return ["MGET", .. Several(AnyKey)];
            case 20: return ["DEL", .. Several(AnyKey)];
            case 21: return ["EXISTS", .. Several(AnyKey)];
            case 22: return ["MSETNX", .. Several(Key).SelectMany(key => new[] { key, Value(client) })];
            case 23: return Rename();
            // DBSIZE counts keys whose deadline has passed until somebody deletes them: no model can tell when.
            case 24: return random.Next(2) == 0 && plan.Deadline is null ? ["DBSIZE"] : ["FLUSHALL"];
            case 25 when plan.Deadline is not null: return ["PERSIST", Key()];
            default: return ["GET", AnyKey()];
        }
    }

    string[] SetWithDeadline(int client, long deadline) =>
        ["SET", Key(), Value(client), "PXAT", $"{(deadline + SimulatedClock.WallOffset) / 1_000_000}"];

    string[] Rename()
    {
        var from = random.Next(plan.KeyCount);
        return ["RENAME", $"k{from}", $"k{(from + 1) % plan.KeyCount}"];
    }

    string Value(int client) => $"{client}.{valuesMade++}";

    string Key() => $"k{random.Next(plan.KeyCount)}";

    string Counter() => $"n{random.Next(plan.KeyCount)}";

    string AnyKey() => random.Next(4) == 0 ? Counter() : Key();

    string[] Several(Func<string> one)
    {
        var keys = new HashSet<string>();
        for (var count = 1 + random.Next(4); count > 0; count--) keys.Add(one());
        return [.. keys];
    }

    IEnumerable<string> AllKeys(string prefix) => Enumerable.Range(0, plan.KeyCount).Select(i => $"{prefix}{i}");
}
