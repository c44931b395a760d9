using AotKv.Engine.Catalog;
using AotKv.Engine.Messaging;

namespace AotKv.Instance.Acl;

/// <summary>
/// All users. Changes are made one at a time, on a copy, and published by one store; every core reads what is
/// published, without a lock. The default user is always there and always the same object.
/// </summary>
public sealed class Users
{
    public const string DefaultName = "default";

    readonly Turnstile changes = new();
    Dictionary<string, User> byName;

    public Users(CommandTable commands)
    {
        Catalog = new(commands);
        Default = new(DefaultName, MakeDefaultRules());
        byName = new() { [DefaultName] = Default };
    }

    public RuleCatalog Catalog { get; }

    public User Default { get; }

    /// <summary>acl-pubsub-default: new users may use every channel.</summary>
    public bool ChannelsByDefault { get; set; }

    /// <summary>Clients must say who they are before they may do anything.</summary>
    public bool NeedPassword => Default.Rules is not { NeedsNoPassword: true, IsOn: true };

    Dictionary<string, User> Current
    {
        get => Volatile.Read(ref byName);
        set => Volatile.Write(ref byName, value);
    }

    public User? Find(string name) => Current.GetValueOrDefault(name);

    /// <summary>In the order of their names.</summary>
    public List<User> All()
    {
        var all = new List<User>(Current.Values);
        all.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return all;
    }

    /// <summary>A user as it is before any rule.</summary>
    public UserRules MakeRules() => new(Catalog, ChannelsByDefault);

    UserRules MakeDefaultRules()
    {
        var rules = MakeRules();
        foreach (var rule in (string[])["+@all", "~*", "&*", "on", "nopass", "alldbs"]) rules.Apply(rule);
        return rules;
    }

    /// <summary>Changes a user or makes it: all rules or none. Null, or what is wrong.</summary>
    public string? Set(string name, IReadOnlyList<string> words)
    {
        if (RuleWords.Merge(words, out var openedAt) is not { } rules)
            return $"Unmatched parenthesis in acl selector starting at '{words[openedAt]}'.";
        return changes.Pass(() =>
        {
            var user = Find(name);
            var changed = user?.Rules.Clone(ChannelsByDefault) ?? MakeRules();
            foreach (var rule in rules)
                if (changed.Apply(rule) is not RuleError.None and var error)
                    return $"Error in ACL SETUSER modifier '{rule}': {error.Text()}";
            if (user is not null) user.Rules = changed;
            else Current = new(Current) { [name] = new User(name, changed) };
            return null;
        });
    }

    /// <summary>Removes users, of whom none is the default one. Those that were there.</summary>
    public List<User> Remove(IReadOnlyList<string> names) => changes.Pass(() =>
    {
        var left = new Dictionary<string, User>(Current);
        var removed = new List<User>();
        foreach (var name in names)
            if (left.Remove(name, out var user)) removed.Add(user);
        Current = left;
        return removed;
    });

    /// <summary>requirepass: the one password of the default user; none where it is empty.</summary>
    public void SetDefaultPassword(string password) => changes.Pass(() =>
    {
        var changed = Default.Rules.Clone(ChannelsByDefault);
        changed.Apply("resetpass");
        changed.Apply(password.Length > 0 ? $">{password}" : "nopass");
        Default.Rules = changed;
        return 0;
    });

    /// <summary>
    /// Takes what a file says in place of all users. Those who stay, by name, are the same objects; returned are those
    /// who are gone.
    /// </summary>
    public List<User> Replace(Dictionary<string, UserRules> loaded) => changes.Pass(() =>
    {
        loaded.TryAdd(DefaultName, MakeDefaultRules());
        var next = new Dictionary<string, User>();
        foreach (var (name, rules) in loaded)
        {
            var user = Find(name) ?? new User(name, rules);
            user.Rules = rules;
            next.Add(name, user);
        }
        var gone = All().FindAll(user => !next.ContainsKey(user.Name));
        Current = next;
        return gone;
    });
}
