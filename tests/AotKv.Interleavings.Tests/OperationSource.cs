using AotKv.Interleavings.Tests.Simulated;
using AotKv.Linearizability;

namespace AotKv.Interleavings.Tests;

/// <summary>Makes up what a client asks for.</summary>
/// <param name="random">What decides.</param>
/// <param name="plan">What the run is like.</param>
/// <param name="run">Knows who else is there.</param>
sealed class OperationSource(Random random, RunPlan plan, SeededRun run)
{
    readonly CollectionSource collections = new(random, plan);
    int valuesMade;
    int database;

    /// <summary>The client is another, who has selected nothing.</summary>
    public void StartAnew() => database = 0;

    public Operation Next(int client)
    {
        if (plan.Pause is not null && random.Next(4) == 0 && PauseOrNot() is { } pause)
            return new(client, [pause], IsTransaction: false);
        if (random.Next(6) != 0) return new(client, [Command(client)], IsTransaction: false);
        var commands = new string[1 + random.Next(4)][];
        for (var i = 0; i < commands.Length; i++) commands[i] = CommandOnKeys(client);
        return new(client, commands, IsTransaction: true);
    }

    /// <summary>All keys at once.</summary>
    public Operation ReadAll(int client)
    {
        string[] strings = ["MGET", .. AllKeys("k"), .. AllKeys("n")];
        if (plan.Family is Family.Strings or Family.Databases) return new(client, [strings], IsTransaction: false);
        var collections = plan.Family == Family.Lists
            ? AllKeys("l").Select(key => new[] { "LRANGE", key, "0", "-1" })
            : AllKeys("z").Select(key => new[] { "ZRANGE", key, "0", "-1", "WITHSCORES" });
        return new(client, [strings, .. collections], IsTransaction: true);
    }

    string[] Command(int client) => random.Next(12) switch
    {
        0 => ["WATCH", .. Several(AnyKey)],
        1 when random.Next(4) == 0 => ["UNWATCH"],
        1 when plan.Kills => ["CLIENT", "KILL", "ID", $"{run.AnyClientId()}"],
        2 when plan.Family == Family.Lists =>
            ["CLIENT", "UNBLOCK", $"{run.AnyClientId()}", random.Next(2) == 0 ? "ERROR" : "TIMEOUT"],
        1 or 2 when plan.Family == Family.Databases => ["SELECT", $"{database = random.Next(2)}"],
        3 when plan.Family == Family.Sets => ["SMEMBERS", collections.Set()],
        _ => CommandOnKeys(client),
    };

    string[] CommandOnKeys(int client)
    {
        // Around a deadline, most is about the keys that have it: whether they go together.
        if (plan.Deadline is { } due && random.Next(3) != 0)
            return random.Next(5) switch
            {
                < 2 => SetWithDeadline(client, due),
                2 => MultipleSet(client),
                _ => ["MGET", .. AllKeys("k")],
            };
        if (plan.Family is Family.Lists or Family.Sets && random.Next(8) != 0)
            return collections.Command(Value(client));
        if (plan.Family == Family.Databases && random.Next(3) == 0) return OnDatabases();
        if (plan.HasScan && random.Next(4) == 0) return ManyKeys(client);
        switch (random.Next(29))
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
            case > 26: return MultipleSet(client);
            default: return ["GET", AnyKey()];
        }
    }

    string[] MultipleSet(int client)
    {
        var keys = Several(Key);
        string[] condition = random.Next(4) == 0 ? [random.Next(2) == 0 ? "NX" : "XX"] : [];
        string[] expiry = plan.Deadline is { } due ? ["PXAT", DeadlineText(due)] : [];
        return ["MSETEX", $"{keys.Length}", .. keys.SelectMany(key => new[] { key, Value(client) }),
            .. condition, .. expiry];
    }

    const int Many = 60;
    const int ManyAtOnce = 16;

    /// <summary>So many that tables grow, and shrink again.</summary>
    string[] ManyKeys(int client)
    {
        var keys = Enumerable.Range(random.Next(Many), ManyAtOnce).Select(i => $"g{i}");
        return random.Next(3) == 0 ? ["DEL", .. keys]
            : ["MSET", .. keys.SelectMany(key => new[] { key, Value(client) })];
    }

    string[] OnDatabases() => random.Next(8) switch
    {
        0 => ["COPY", .. Two(), "DB", $"{random.Next(2)}"],
        < 3 => ["COPY", .. Two(), "DB", $"{random.Next(2)}", "REPLACE"],
        < 6 => ["MOVE", Key(), $"{1 - database}"],
        6 => ["SWAPDB", "0", "1"],
        _ => ["FLUSHDB"],
    };

    /// <summary>Two different keys.</summary>
    string[] Two()
    {
        var from = random.Next(plan.KeyCount);
        return [$"k{from}", $"k{(from + 1 + random.Next(plan.KeyCount - 1)) % plan.KeyCount}"];
    }

    /// <summary>One pause in a run; one of all clients ends by itself, as its end is held back too.</summary>
    string[]? PauseOrNot()
    {
        if (run.TryTakePause()) return ["CLIENT", "PAUSE", $"{RunPlan.PauseMilliseconds}", plan.Pause!];
        return plan.Pause == "WRITE" ? ["CLIENT", "UNPAUSE"] : null;
    }

    string[] SetWithDeadline(int client, long deadline) =>
        ["SET", Key(), Value(client), "PXAT", DeadlineText(deadline)];

    static string DeadlineText(long deadline) => $"{(deadline + SimulatedClock.WallOffset) / 1_000_000}";

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
