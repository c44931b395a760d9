using System.Globalization;
using AotKv.Wire.Text;

namespace AotKv.Instance.Acl;

/// <summary>
/// One set of permissions: commands, keys, channels, databases. A request must be allowed by one selector in all.
/// Changed only while its user is being made, before anybody else sees it; then read by any thread.
/// </summary>
public sealed class Selector
{
    readonly List<KeyPattern> keys = [];
    readonly List<ChannelPattern> channels = [];
    readonly SortedSet<int> databases = [];

    public Selector(RuleCatalog catalog, bool hasAllChannels)
    {
        Commands = new(catalog);
        HasAllChannels = hasAllChannels;
    }

    Selector(Selector other)
    {
        Commands = other.Commands.Clone();
        keys.AddRange(other.keys);
        channels.AddRange(other.channels);
        databases.UnionWith(other.databases);
        HasAllKeys = other.HasAllKeys;
        HasAllChannels = other.HasAllChannels;
        HasAllDatabases = other.HasAllDatabases;
    }

    public CommandRules Commands { get; }

    public bool HasAllKeys { get; private set; }

    public bool HasAllChannels { get; private set; }

    public bool HasAllDatabases { get; private set; } = true;

    public bool HasAll => Commands.AreAll && HasAllKeys && HasAllChannels && HasAllDatabases;

    public Selector Clone() => new(this);

    public RuleError Apply(string rule)
    {
        switch (rule.ToLowerInvariant())
        {
            case "allkeys" or "~*": SetKeys(all: true); return RuleError.None;
            case "resetkeys": SetKeys(all: false); return RuleError.None;
            case "allchannels" or "&*": SetChannels(all: true); return RuleError.None;
            case "resetchannels": SetChannels(all: false); return RuleError.None;
            case "alldbs": SetDatabases(all: true); return RuleError.None;
            case "resetdbs": SetDatabases(all: false); return RuleError.None;
            case "allcommands" or "+@all": Commands.SetAll(isAllowed: true); return RuleError.None;
            case "nocommands" or "-@all": Commands.SetAll(isAllowed: false); return RuleError.None;
        }
        if (rule.StartsWith("db=", StringComparison.OrdinalIgnoreCase)) return ReadDatabases(rule[3..]);
        return rule[0] switch
        {
            '~' or '%' => AddKeys(rule),
            '&' => AddChannels(rule[1..]),
            '+' or '-' => Commands.Apply(rule),
            _ => RuleError.Syntax,
        };
    }

    /// <summary>Whether a key may be used so.</summary>
    public bool AllowsKey(ReadOnlySpan<byte> key, KeyPermission needed)
    {
        if (HasAllKeys) return true;
        foreach (var pattern in keys)
            if ((pattern.Permission & needed) == needed && GlobPattern.Matches(pattern.Bytes, key)) return true;
        return false;
    }

    /// <summary>
    /// Whether a channel may be used. A pattern to subscribe to must be one of the rules' own: whether all that it
    /// matches is allowed cannot be told.
    /// </summary>
    public bool AllowsChannel(ReadOnlySpan<byte> name, bool isPattern)
    {
        if (HasAllChannels) return true;
        foreach (var channel in channels)
        {
            var isAllowed = isPattern ? name.SequenceEqual(channel.Bytes) : GlobPattern.Matches(channel.Bytes, name);
            if (isAllowed) return true;
        }
        return false;
    }

    /// <summary>Whether every key there could be may be read.</summary>
    public bool ReadsAllKeys =>
        HasAllKeys || keys.Exists(each => (each.Permission & KeyPermission.Read) != 0 && each.Text == "*");

    public bool AllowsDatabase(int database) => HasAllDatabases || databases.Contains(database);

    void SetKeys(bool all)
    {
        HasAllKeys = all;
        keys.Clear();
    }

    void SetChannels(bool all)
    {
        HasAllChannels = all;
        channels.Clear();
    }

    void SetDatabases(bool all)
    {
        HasAllDatabases = all;
        databases.Clear();
    }

    RuleError AddKeys(string rule)
    {
        if (HasAllKeys) return RuleError.KeysAfterAllKeys;
        var permission = KeyPermission.All;
        var tilde = rule.IndexOf('~');
        if (rule[0] == '%')
        {
            permission = KeyPermission.None;
            foreach (var letter in tilde < 0 ? rule.AsSpan(1) : rule.AsSpan(1, tilde - 1))
            {
                var one = char.ToUpperInvariant(letter) switch
                {
                    'R' => KeyPermission.Read,
                    'W' => KeyPermission.Write,
                    _ => KeyPermission.None,
                };
                if (one == KeyPermission.None || (permission & one) != 0) return RuleError.Syntax;
                permission |= one;
            }
            if (permission == KeyPermission.None) return RuleError.Syntax;
        }
        // As in Valkey, no tilde is one behind all letters.
        var text = tilde < 0 ? "" : rule[(tilde + 1)..];
        if (HasBlank(text)) return RuleError.Syntax;
        var known = keys.FindIndex(each => each.Text == text);
        if (known < 0) keys.Add(new(text, permission));
        else keys[known] = new(text, keys[known].Permission | permission);
        return RuleError.None;
    }

    RuleError AddChannels(string pattern)
    {
        if (HasAllChannels) return RuleError.ChannelsAfterAllChannels;
        if (HasBlank(pattern)) return RuleError.Syntax;
        if (!channels.Exists(each => each.Text == pattern)) channels.Add(new(pattern));
        return RuleError.None;
    }

    RuleError ReadDatabases(string list)
    {
        var read = new List<int>();
        foreach (var word in list.Split(','))
        {
            if (word.Length == 0 || !System.Numerics.BigInteger.TryParse(
                word, NumberStyles.AllowLeadingWhite | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var database)) return RuleError.Syntax;
            if (database < 0 || database > int.MaxValue) return RuleError.DatabaseOutOfRange;
            read.Add((int)database);
        }
        SetDatabases(all: false);
        databases.UnionWith(read);
        return RuleError.None;
    }

    /// <summary>A blank or zero byte would not survive being written and read.</summary>
    internal static bool HasBlank(string text) => text.AsSpan().IndexOfAny(" \t\n\v\f\r\0") >= 0;

    /// <summary>The patterns of keys, as rules.</summary>
    public string KeysText => HasAllKeys ? "~*" : string.Join(' ', keys);

    public string ChannelsText => HasAllChannels ? "&*" : string.Join(' ', channels.Select(each => $"&{each}"));

    public string DatabasesText =>
        HasAllDatabases ? "alldbs" : databases.Count == 0 ? "" : $"db={string.Join(',', databases)}";

    /// <summary>The rules that make it anew.</summary>
    public override string ToString()
    {
        var channelRules = HasAllChannels ? "&*" : $"resetchannels {ChannelsText}".TrimEnd();
        string[] parts =
        [
            KeysText, channelRules, HasAllDatabases || databases.Count > 0 ? DatabasesText : "resetdbs", $"{Commands}",
        ];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }
}
