namespace AotKv.Instance.Acl;

/// <summary>A selector may be spread over several words: this puts them together. Stateless.</summary>
static class RuleWords
{
    /// <summary>The rules; null where a parenthesis stays open, and the word that opened it.</summary>
    public static List<string>? Merge(IReadOnlyList<string> words, out int openedAt)
    {
        var rules = new List<string>();
        openedAt = -1;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var closes = word.EndsWith(')');
            if (openedAt >= 0) rules[^1] += $" {word}";
            else rules.Add(word);
            if (openedAt < 0 && word.StartsWith('(') && !closes) openedAt = i;
            else if (openedAt >= 0 && closes) openedAt = -1;
        }
        return openedAt < 0 ? rules : null;
    }
}
