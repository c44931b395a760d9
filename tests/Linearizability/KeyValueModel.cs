using System.Text;

namespace AotKv.Linearizability;

/// <summary>
/// What one Valkey would be: keys, their values, who watches what, and whether clients are paused. Small and plain on
/// purpose: it is what the server is held against. A copy is a state that a search can come back to.
/// </summary>
public sealed class KeyValueModel
{
    readonly ModelKeys keys;
    readonly SortedDictionary<int, int> databases;
    string paused = "";

    public KeyValueModel()
    {
        keys = new();
        databases = [];
    }

    KeyValueModel(KeyValueModel other)
    {
        keys = new(other.keys);
        databases = new(other.databases);
        paused = other.paused;
    }

    public KeyValueModel Copy() => new(this);

    /// <summary>The state as text: two models with the same behave the same from here on.</summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        keys.AppendFingerprint(text);
        foreach (var (client, database) in databases) text.Append('@').Append(client).Append(':').Append(database);
        return text.Append(paused).ToString();
    }

    /// <summary>Sent by no client: from here on a key that is given the deadline is deleted.</summary>
    public const string DeadlineComes = "(the deadline comes)";

    /// <summary>Sent by no client: keys that have the deadline are gone from here on.</summary>
    public const string DeadlinePasses = "(the deadline passes)";

    /// <summary>Sent by no client: a pause has lasted as long as it was to last.</summary>
    public const string PauseEnds = "(the pause ends)";

    /// <summary>A reply that is not held against the model's.</summary>
    public const string Any = "(any)";

    /// <summary>Whether a command makes its client wait where it finds nothing.</summary>
    public static bool MayBlock(string name) => ListModel.MayBlock(name);

    /// <summary>
    /// Runs an operation; returns its reply as <see cref="ReplyText"/> writes it, or null where a pause keeps it from
    /// running now.
    /// </summary>
    public string? Run(Operation operation)
    {
        if (IsHeldBack(operation)) return null;
        if (!operation.IsTransaction) return Run(operation.Client, operation.Commands[0]);
        if (keys.Unwatch(operation.Client)) return ReplyText.Nil;
        return ReplyText.Array(operation.Commands.Select(command => Run(operation.Client, command)).ToArray());
    }

    /// <summary>The keys of the first database.</summary>
    public IEnumerable<string> KeyNames => keys.NamesOfFirst;

    /// <summary>Whether the model's reply explains what a client saw.</summary>
    public static bool Explains(string? modelled, string seen) =>
        modelled == seen || modelled == Any
        || modelled == ReplyText.Nil && seen.StartsWith("-UNBLOCKED", StringComparison.Ordinal);

    string Run(int client, string[] command)
    {
        keys.Database = databases.GetValueOrDefault(client);
        return StringModel.Run(keys, command) ?? ListModel.Run(keys, command) ?? SetModel.Run(keys, command)
            ?? RunOther(client, command);
    }

    string RunOther(int client, string[] command)
    {
        switch (command[0])
        {
            case "WATCH":
                keys.Watch(client, command[1..]);
                return "OK";
            case "UNWATCH":
                keys.Unwatch(client);
                return "OK";
            case "SELECT":
                databases[client] = int.Parse(command[1]);
                return "OK";
            case "CLIENT" when command[1] == "PAUSE":
                paused = command[3];
                return "OK";
            case "CLIENT" when command[1] == "UNPAUSE":
                paused = "";
                return "OK";
            case "CLIENT" or "SCAN" or "MONITOR": return Any;
            case DeadlineComes:
                keys.HasDeadlineCome = true;
                return "";
            case DeadlinePasses:
                keys.Expire();
                return "";
            case PauseEnds:
                paused = "";
                return "";
            default: throw new ArgumentException($"The model does not know {command[0]}.");
        }
    }

    bool IsHeldBack(Operation operation)
    {
        if (paused == "" || operation.Commands[0][0].StartsWith('(')) return false;
        // A wait that began before the pause may end without what it waited for.
        var mayHaveWaited = MayBlock(operation.Commands[0][0]);
        if (mayHaveWaited && operation.Reply is { } seen && Explains(ReplyText.Nil, seen)) return false;
        return paused == "ALL" || Array.Exists(operation.Commands, command => !IsRead(command[0]));
    }

    static bool IsRead(string name) => name is "GET" or "MGET" or "EXISTS" or "DBSIZE" or "LLEN" or "LRANGE"
        or "SMEMBERS" or "ZRANGE" or "SCAN" or "MONITOR" or "WATCH" or "UNWATCH" or "SELECT" or "CLIENT";
}
