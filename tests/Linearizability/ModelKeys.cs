using System.Text;

namespace AotKv.Linearizability;

/// <summary>
/// The keys of the model: what each has, in which database, and who watches it. A copy is a state that a search can
/// come back to.
/// </summary>
sealed class ModelKeys
{
    readonly SortedDictionary<string, ModelValue> values;
    readonly SortedDictionary<int, WatchState> watches;

    readonly record struct WatchState(string Keys, bool IsBroken);

    public ModelKeys()
    {
        values = new(StringComparer.Ordinal);
        watches = [];
    }

    public ModelKeys(ModelKeys other)
    {
        values = new(other.values, StringComparer.Ordinal);
        watches = new(other.watches);
        HasDeadlineCome = other.HasDeadlineCome;
        hasDeadlinePassed = other.hasDeadlinePassed;
    }

    /// <summary>The database of the command that runs.</summary>
    public int Database { get; set; }

    /// <summary>From here on a key that is given the deadline is deleted.</summary>
    public bool HasDeadlineCome { get; set; }

    bool hasDeadlinePassed;

    /// <summary>The state as text: two models with the same behave the same from here on.</summary>
    public void AppendFingerprint(StringBuilder text)
    {
        foreach (var (key, value) in values)
        {
            text.Append(key).Append('=').Append((int)value.Kind).Append(value.Text);
            text.Append(value.Expires ? "!;" : ";");
        }
        foreach (var (client, watch) in watches) text.Append(client).Append(watch.Keys).Append(watch.IsBroken);
        text.Append(HasDeadlineCome).Append(hasDeadlinePassed);
    }

    public int Count => values.Keys.Count(IsHere);

    /// <summary>The keys of database 0.</summary>
    public IEnumerable<string> NamesOfFirst => values.Keys.Where(name => name[0] == '0').Select(name => name[1..]);

    public ModelValue? Find(string key) => values.GetValueOrDefault(NameOf(key));

    public bool Has(string key) => values.ContainsKey(NameOf(key));

    /// <summary>The string at a key, or null.</summary>
    public string? Text(string key) => Find(key)?.Text;

    /// <summary>The elements of the collection at a key: none where it is missing.</summary>
    public string[] Elements(string key) => Find(key)?.Elements ?? [];

    public void Set(string key, string text, bool expires)
    {
        if (expires && HasDeadlineCome && !Has(key)) return;
        values[NameOf(key)] = new(ModelKind.String, text, expires);
        if (expires && HasDeadlineCome) values.Remove(NameOf(key));
        Changed(key);
    }

    /// <summary>As MSETEX does: the key is there for as long as the deadline's millisecond lasts.</summary>
    public void SetToExpire(string key, string text)
    {
        values[NameOf(key)] = new(ModelKind.String, text, Expires: true);
        if (hasDeadlinePassed) values.Remove(NameOf(key));
        Changed(key);
    }

    /// <summary>Gives a string another text, and leaves it the expiry that it has.</summary>
    public void Replace(string key, string text)
    {
        values[NameOf(key)] = new(ModelKind.String, text, Find(key) is { Expires: true });
        Changed(key);
    }

    /// <summary>Gives a collection other elements; with none it is gone.</summary>
    public void Store(string key, ModelKind kind, IReadOnlyCollection<string> elements)
    {
        if (elements.Count == 0) Remove(key);
        else
        {
            var expires = Find(key) is { Expires: true } old && old.Kind == kind;
            values[NameOf(key)] = new(kind, string.Join(' ', elements) + ' ', expires);
            Changed(key);
        }
    }

    public void Put(string key, ModelValue value)
    {
        values[NameOf(key)] = value;
        Changed(key);
    }

    public bool Remove(string key)
    {
        if (!values.Remove(NameOf(key))) return false;
        Changed(key);
        return true;
    }

    /// <summary>Empties the database, or all of them.</summary>
    public void Flush(bool all)
    {
        var database = Database;
        foreach (var name in values.Keys.ToArray())
        {
            if (!all && !IsHere(name)) continue;
            Database = name[0] - '0';
            Remove(name[1..]);
        }
        Database = database;
    }

    /// <summary>What has the deadline is gone.</summary>
    public void Expire()
    {
        hasDeadlinePassed = true;
        foreach (var (name, value) in values.ToArray())
        {
            if (!value.Expires) continue;
            Database = name[0] - '0';
            Remove(name[1..]);
        }
    }

    /// <summary>Exchanges databases 0 and 1: a key that is in either is changed in both.</summary>
    public void Swap()
    {
        var before = values.ToArray();
        values.Clear();
        foreach (var (name, value) in before) values[(name[0] == '0' ? '1' : '0') + name[1..]] = value;
        foreach (var (name, _) in before)
        {
            for (Database = 0; Database < 2; Database++) Changed(name[1..]);
        }
    }

    public void Watch(int client, string[] keys)
    {
        var watch = watches.GetValueOrDefault(client, new("", IsBroken: false));
        watches[client] = watch with { Keys = $"{watch.Keys} {string.Join(' ', keys.Select(NameOf))} " };
    }

    /// <summary>Ends a client's watch. Whether it was broken.</summary>
    public bool Unwatch(int client) => watches.Remove(client, out var watch) && watch.IsBroken;

    void Changed(string key)
    {
        if (watches.Count == 0) return;
        foreach (var (client, watch) in watches.ToArray())
            if (!watch.IsBroken && watch.Keys.Contains($" {NameOf(key)} "))
                watches[client] = new("", IsBroken: true);
    }

    string NameOf(string key) => (char)('0' + Database) + key;

    bool IsHere(string name) => name[0] == '0' + Database;
}
