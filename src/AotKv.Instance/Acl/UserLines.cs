using AotKv.Instance.Logging;

namespace AotKv.Instance.Acl;

/// <summary>
/// The `user` lines of a configuration file: looked at where they stand, so that a wrong one is refused with its line,
/// and loaded when the server starts. On the main thread.
/// </summary>
public sealed class UserLines(Users users)
{
    readonly HashSet<string> names = [];

    /// <summary>Whether a line can stand; which commands there are is asked when it is loaded.</summary>
    /// <param name="words">The name, then the rules.</param>
    public bool TryCheck(IReadOnlyList<string> words, out string reason)
    {
        reason = "";
        string[] line = ["user", .. words];
        if (!names.Add(words[0])) return Refuse(words[0], RuleError.DuplicateUser, out reason);
        if (RuleWords.Merge([.. words.Skip(1)], out var openedAt) is not { } rules)
            return Refuse(line[openedAt], RuleError.None, out reason);
        var user = users.MakeRules();
        for (var i = 0; i < rules.Count; i++)
        {
            var error = user.Apply(rules[i]);
            // The word that is named is not always the wrong one, as in Valkey.
            if (error is not (RuleError.None or RuleError.UnknownCommand)) return Refuse(line[i], error, out reason);
        }
        return true;
    }

    static bool Refuse(string word, RuleError error, out string reason)
    {
        reason = $"Error in user declaration '{word}': {error.Text()}";
        return false;
    }

    /// <summary>Makes the users of all lines; false, and logged, where one is wrong.</summary>
    public bool TryLoad(IReadOnlyList<IReadOnlyList<string>> lines, ServerLog log)
    {
        foreach (var words in lines)
        {
            if (Selector.HasBlank(words[0]))
            {
                log.Warning("Spaces not allowed in ACL usernames");
                return false;
            }
            if (!TryLoad(words, log)) return false;
        }
        return true;
    }

    bool TryLoad(IReadOnlyList<string> words, ServerLog log)
    {
        var name = words[0];
        var rules = RuleWords.Merge([.. words.Skip(1)], out _) ?? [];
        var made = users.MakeRules();
        foreach (var rule in rules)
        {
            var error = made.Apply(rule);
            if (error == RuleError.None) continue;
            log.Warning($"Error loading ACL rule '{rule}' for the user named '{name}': {error.Text()}");
            return false;
        }
        users.Set(name, ["reset", .. rules]);
        if (!made.IsOn)
            log.Notice($"The user '{name}' is disabled (there is no 'on' modifier in the user description). Make "
                + "sure this is not a configuration error.");
        return true;
    }
}
