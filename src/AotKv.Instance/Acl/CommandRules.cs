using AotKv.Engine.Catalog;

namespace AotKv.Instance.Acl;

/// <summary>
/// The commands that a selector lets run, and the rules that led there. Changed only while its user is being made,
/// before anybody else sees it.
/// </summary>
public sealed class CommandRules
{
    readonly RuleCatalog catalog;
    readonly bool[] allowed;
    readonly Dictionary<ushort, List<string>> firstArguments = [];

    /// <summary>The rules since +@all or -@all, none of which a later one has made void.</summary>
    readonly List<string> rules = [];

    bool beganWithAll;

    public CommandRules(RuleCatalog catalog)
    {
        this.catalog = catalog;
        allowed = new bool[catalog.Count];
    }

    CommandRules(CommandRules other) : this(other.catalog)
    {
        other.allowed.CopyTo(allowed, 0);
        foreach (var (id, words) in other.firstArguments) firstArguments[id] = [.. words];
        rules.AddRange(other.rules);
        beganWithAll = other.beganWithAll;
        AreAll = other.AreAll;
    }

    /// <summary>Every command is allowed, and those that are not known yet.</summary>
    public bool AreAll { get; private set; }

    public CommandRules Clone() => new(this);

    /// <summary>Whether a request may run.</summary>
    public bool Allow(CommandInfo command, in Memory.Arguments request)
    {
        if (AreAll || allowed[command.Id.Value]) return true;
        if (request.Count < 2 || !firstArguments.TryGetValue(command.Id.Value, out var words)) return false;
        var first = request[command.Parent is null ? 1 : 2];
        foreach (var word in words)
            if (System.Text.Ascii.EqualsIgnoreCase(first, word)) return true;
        return false;
    }

    public void SetAll(bool isAllowed)
    {
        Array.Fill(allowed, isAllowed);
        AreAll = beganWithAll = isAllowed;
        rules.Clear();
        firstArguments.Clear();
    }

    /// <summary>A rule that begins with + or -, but none on all commands.</summary>
    public RuleError Apply(string rule)
    {
        var isAllowed = rule[0] == '+';
        var name = rule[1..];
        if (name.StartsWith('@'))
        {
            var category = RuleCatalog.CategoryOf(name[1..]);
            if (category == AclCategories.None) return RuleError.UnknownCommand;
            foreach (var each in catalog.All) if ((each.Acl & category) != 0) Set(each, isAllowed);
            Remember(name, isAllowed);
            return RuleError.None;
        }
        var bar = name.LastIndexOf('|');
        if (RuleCatalog.IsToCome(name))
        {
            Remember(name, isAllowed);
            return RuleError.None;
        }
        if (isAllowed && bar >= 0) return AllowPart(name, name[..bar], name[(bar + 1)..]);
        if (catalog.Find(name) is not { } command) return RuleError.UnknownCommand;
        Set(command, isAllowed);
        Remember(command.Name, isAllowed);
        return RuleError.None;
    }

    RuleError AllowPart(string name, string container, string part)
    {
        if (catalog.Find(container) is not { } command) return RuleError.UnknownCommand;
        if (command.Parent is not null) return RuleError.FirstArgumentOfSubcommand;
        if (part.Length == 0) return RuleError.Syntax;
        if (command.Subcommands.Count == 0)
        {
            if (!firstArguments.TryGetValue(command.Id.Value, out var words))
                firstArguments[command.Id.Value] = words = [];
            if (!words.Contains(part, StringComparer.OrdinalIgnoreCase)) words.Add(part);
        }
        else
        {
            if (catalog.Find(name) is not { } subcommand) return RuleError.UnknownCommand;
            Set(subcommand, isAllowed: true);
        }
        Remember(name, isAllowed: true);
        return RuleError.None;
    }

    void Set(CommandInfo command, bool isAllowed)
    {
        allowed[command.Id.Value] = isAllowed;
        firstArguments.Remove(command.Id.Value);
        foreach (var subcommand in command.Subcommands) allowed[subcommand.Id.Value] = isAllowed;
        if (!isAllowed) AreAll = false;
    }

    /// <summary>What was said of the same name, or of parts of it, is void.</summary>
    void Remember(string name, bool isAllowed)
    {
        var rule = name.ToLowerInvariant();
        rules.RemoveAll(each => each.AsSpan(1).SequenceEqual(rule)
            || each.AsSpan(1).StartsWith(rule) && each[1 + rule.Length] == '|');
        rules.Add((isAllowed ? '+' : '-') + rule);
    }

    /// <summary>The rules that make it anew.</summary>
    public override string ToString() => string.Join(' ', [beganWithAll ? "+@all" : "-@all", .. rules]);
}
