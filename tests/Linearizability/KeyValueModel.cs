using System.Text;

namespace AotKv.Linearizability;

/// <summary>
/// What one Valkey would be: keys, their values, and who watches what. Small and plain on purpose: it is what the
/// server is held against. A copy is a state that a search can come back to.
/// </summary>
public sealed class KeyValueModel
{
    sealed record Value(string Text, bool Expires);

    readonly SortedDictionary<string, Value> values;
    readonly SortedDictionary<int, WatchState> watches;
    bool hasDeadlineCome;

    readonly record struct WatchState(string Keys, bool IsBroken);

    public KeyValueModel()
    {
        values = new(StringComparer.Ordinal);
        watches = [];
    }

    KeyValueModel(KeyValueModel other)
    {
        values = new(other.values, StringComparer.Ordinal);
        watches = new(other.watches);
        hasDeadlineCome = other.hasDeadlineCome;
    }

    public KeyValueModel Copy() => new(this);

    /// <summary>The state as text: two models with the same behave the same from here on.</summary>
    public string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var (key, value) in values) text.Append(key).Append('=').Append(value).Append(';');
        foreach (var (client, watch) in watches) text.Append(client).Append(watch).Append(';');
        return text.Append(hasDeadlineCome).ToString();
    }

    /// <summary>Sent by no client: from here on a key that is given the deadline is deleted.</summary>
    public const string DeadlineComes = "(the deadline comes)";

    /// <summary>Sent by no client: keys that have the deadline are gone from here on.</summary>
    public const string DeadlinePasses = "(the deadline passes)";

    /// <summary>Runs an operation; returns its reply as <see cref="ReplyText"/> writes it.</summary>
    public string Run(Operation operation)
    {
        if (!operation.IsTransaction) return Run(operation.Client, operation.Commands[0]);
        var isBroken = watches.TryGetValue(operation.Client, out var watch) && watch.IsBroken;
        watches.Remove(operation.Client);
        if (isBroken) return ReplyText.Nil;
        return ReplyText.Array(operation.Commands.Select(command => Run(operation.Client, command)).ToArray());
    }

    string Run(int client, string[] command)
    {
        switch (command[0])
        {
            case "GET": return ReplyText.Bulk(Find(command[1]));
            case "MGET": return ReplyText.Array(command[1..].Select(key => ReplyText.Bulk(Find(key))));
            case "EXISTS": return $"{command[1..].Count(key => Find(key) is not null)}";
            case "SET":
                Set(command[1], command[2], expires: command.Length > 3);
                return "OK";
            case "GETSET": return Exchange(command[1], command[2]);
            case "MSET":
                SetAll(command);
                return "OK";
            case "MSETNX":
                for (var i = 1; i < command.Length; i += 2)
                    if (Find(command[i]) is not null) return "0";
                SetAll(command);
                return "1";
            case "INCR":
                var number = long.Parse(Find(command[1]) ?? "0") + 1;
                Replace(command[1], $"{number}");
                return $"{number}";
            case "APPEND":
                var longer = Find(command[1]) + command[2];
                Replace(command[1], longer);
                return $"{longer.Length}";
            case "DEL": return $"{command[1..].Count(Remove)}";
            case "RENAME": return Rename(command[1], command[2]);
            case "PERSIST": return Persist(command[1]);
            case "DBSIZE": return $"{values.Count}";
            case "FLUSHALL":
                foreach (var key in values.Keys.ToArray()) Remove(key);
                return "OK";
            case "WATCH":
                Watch(client, command[1..]);
                return "OK";
            case "UNWATCH":
                watches.Remove(client);
                return "OK";
            case DeadlineComes:
                hasDeadlineCome = true;
                return "";
            case DeadlinePasses:
                foreach (var (key, value) in values.ToArray())
                    if (value.Expires) Remove(key);
                return "";
            default: throw new ArgumentException($"The model does not know {command[0]}.");
        }
    }

    string? Find(string key) => values.TryGetValue(key, out var value) ? value.Text : null;

    void Set(string key, string text, bool expires)
    {
        if (expires && hasDeadlineCome && !values.ContainsKey(key)) return;
        values[key] = new(text, expires);
        if (expires && hasDeadlineCome) values.Remove(key);
        Changed(key);
    }

    /// <summary>Sets a key to another value with the expiry that it has.</summary>
    void Replace(string key, string text)
    {
        values[key] = new(text, values.TryGetValue(key, out var old) && old.Expires);
        Changed(key);
    }

    void SetAll(string[] command)
    {
        for (var i = 1; i < command.Length; i += 2) Set(command[i], command[i + 1], expires: false);
    }

    string Exchange(string key, string text)
    {
        var old = ReplyText.Bulk(Find(key));
        Set(key, text, expires: false);
        return old;
    }

    bool Remove(string key)
    {
        if (!values.Remove(key)) return false;
        Changed(key);
        return true;
    }

    string Rename(string from, string to)
    {
        if (!values.TryGetValue(from, out var value)) return "-ERR no such key";
        values[to] = value;
        if (from != to) values.Remove(from);
        Changed(from);
        Changed(to);
        return "OK";
    }

    string Persist(string key)
    {
        if (!values.TryGetValue(key, out var value) || !value.Expires) return "0";
        values[key] = value with { Expires = false };
        Changed(key);
        return "1";
    }

    void Watch(int client, string[] keys)
    {
        var watch = watches.GetValueOrDefault(client, new("", IsBroken: false));
        watches[client] = watch with { Keys = $"{watch.Keys} {string.Join(' ', keys)} " };
    }

    void Changed(string key)
    {
        foreach (var (client, watch) in watches.ToArray())
            if (!watch.IsBroken && watch.Keys.Contains($" {key} ")) watches[client] = new("", IsBroken: true);
    }
}
