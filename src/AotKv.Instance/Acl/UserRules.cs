using System.Security.Cryptography;
using System.Text;
using AotKv.Instance.Configuration;
using AotKv.Wire.Checksums;

namespace AotKv.Instance.Acl;

/// <summary>
/// All that is laid down for one user at one time. Made and changed by whoever changes the users, then published in its
/// <see cref="User"/> and changed no more: any thread reads it without a lock.
/// </summary>
public sealed class UserRules
{
    readonly RuleCatalog catalog;
    readonly bool channelsByDefault;
    readonly List<string> passwords = [];

    /// <summary>The first is the user's own, the others stand in parentheses.</summary>
    readonly List<Selector> selectors = [];

    public UserRules(RuleCatalog catalog, bool channelsByDefault)
    {
        this.catalog = catalog;
        this.channelsByDefault = channelsByDefault;
        selectors.Add(new(catalog, channelsByDefault));
    }

    UserRules(UserRules other, bool channelsByDefault)
    {
        catalog = other.catalog;
        this.channelsByDefault = channelsByDefault;
        passwords.AddRange(other.passwords);
        foreach (var selector in other.selectors) selectors.Add(selector.Clone());
        IsOn = other.IsOn;
        NeedsNoPassword = other.NeedsNoPassword;
        SkipsSanitizing = other.SkipsSanitizing;
        IsUnlimited = other.IsUnlimited;
    }

    public bool IsOn { get; private set; }

    public bool NeedsNoPassword { get; private set; }

    public bool SkipsSanitizing { get; private set; }

    /// <summary>Whether everything is allowed: nothing is checked then.</summary>
    public bool IsUnlimited { get; private set; }

    /// <summary>Hashes in hexadecimal digits.</summary>
    public IReadOnlyList<string> Passwords => passwords;

    public IReadOnlyList<Selector> Selectors => selectors;

    public IEnumerable<string> Flags =>
    [
        IsOn ? "on" : "off", .. NeedsNoPassword ? (string[])["nopass"] : [],
        SkipsSanitizing ? "skip-sanitize-payload" : "sanitize-payload",
    ];

    /// <summary>Whether a selector lets a channel be used; see <see cref="Selector.AllowsChannel"/>.</summary>
    public bool AllowChannel(ReadOnlySpan<byte> name, bool isPattern)
    {
        foreach (var selector in selectors)
            if (selector.AllowsChannel(name, isPattern)) return true;
        return false;
    }

    /// <summary>To be changed and published in its place.</summary>
    public UserRules Clone(bool withChannelsByDefault) => new(this, withChannelsByDefault);

    /// <summary>Applies one rule; a selector is one, with its parentheses.</summary>
    /// <param name="rule">Byte text.</param>
    public RuleError Apply(string rule)
    {
        var error = rule.Length == 0 ? RuleError.None : TryApply(rule);
        IsUnlimited = selectors[0].HasAll;
        return error;
    }

    RuleError TryApply(string rule)
    {
        switch (rule.ToLowerInvariant())
        {
            case "on": IsOn = true; return RuleError.None;
            case "off": IsOn = false; return RuleError.None;
            case "skip-sanitize-payload": SkipsSanitizing = true; return RuleError.None;
            case "sanitize-payload": SkipsSanitizing = false; return RuleError.None;
            case "nopass": ResetPasswords(needsNone: true); return RuleError.None;
            case "resetpass": ResetPasswords(needsNone: false); return RuleError.None;
            case "clearselectors": selectors.RemoveRange(1, selectors.Count - 1); return RuleError.None;
            case "reset": Reset(); return RuleError.None;
        }
        return rule[0] switch
        {
            '>' or '#' or '<' or '!' => ChangePassword(rule),
            '(' when rule[^1] == ')' => AddSelector(rule[1..^1]),
            _ => selectors[0].Apply(rule),
        };
    }

    void ResetPasswords(bool needsNone)
    {
        NeedsNoPassword = needsNone;
        passwords.Clear();
    }

    void Reset()
    {
        ResetPasswords(needsNone: false);
        IsOn = false;
        SkipsSanitizing = false;
        selectors.Clear();
        selectors.Add(new(catalog, channelsByDefault));
    }

    RuleError ChangePassword(string rule)
    {
        var hash = rule[1..];
        if (rule[0] is '>' or '<') hash = Sha256.HexOf(ByteText.ToBytes(hash));
        else if (hash.Length != 2 * Sha256.HashBytes || hash.AsSpan().IndexOfAnyExcept("0123456789abcdef") >= 0)
            return RuleError.BadHash;
        if (rule[0] is '<' or '!') return passwords.Remove(hash) ? RuleError.None : RuleError.NoSuchPassword;
        if (!passwords.Contains(hash)) passwords.Add(hash);
        NeedsNoPassword = false;
        return RuleError.None;
    }

    RuleError AddSelector(string rules)
    {
        var selector = new Selector(catalog, channelsByDefault);
        foreach (var rule in rules.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            if (selector.Apply(rule) is not RuleError.None and var error) return error;
        selectors.Add(selector);
        return RuleError.None;
    }

    /// <summary>Takes as long for every password that is not the user's.</summary>
    public bool AcceptsPassword(ReadOnlySpan<byte> password)
    {
        if (!IsOn) return false;
        if (NeedsNoPassword) return true;
        var hash = Encoding.ASCII.GetBytes(Sha256.HexOf(password));
        var isRight = false;
        foreach (var known in passwords)
            isRight |= CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(known), hash);
        return isRight;
    }

    /// <summary>The rules that make it anew.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(string.Join(' ', Flags));
        foreach (var password in passwords) text.Append($" #{password}");
        text.Append($" {selectors[0]}");
        foreach (var selector in selectors.Skip(1)) text.Append($" ({selector})");
        return text.ToString();
    }
}
