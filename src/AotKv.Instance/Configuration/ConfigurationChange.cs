using System.Runtime.InteropServices;

namespace AotKv.Instance.Configuration;

/// <summary>
/// One CONFIG SET: admitted, read, then applied. Every pair is looked at before anything changes. Lives for one call.
/// Errors are replies without the leading minus.
/// </summary>
sealed class ConfigurationChange
{
    readonly List<(string Given, Directive Directive, string Value)> pairs = [];

    // The hooks to call, once each, with the first directive that asked for it.
    readonly List<(ApplyHook Hook, string Name)> calls = [];
    readonly List<Directive> changed = [];

    /// <summary>Checks names and permissions in Valkey's order: loading before unknown before the rest.</summary>
    public static string? Admit(
        DirectiveTable table, ReadOnlySpan<string> words, in SetPermissions permissions, out ConfigurationChange change)
    {
        change = new ConfigurationChange();
        for (var i = 0; i < words.Length; i += 2)
        {
            var name = words[i];
            if (table.Find(name) is not { } directive)
                return $"ERR Unknown option or number of arguments for CONFIG SET - '{name}'";
            if (directive.Has(DirectiveTraits.Immutable)) return Failed(name, "can't set immutable config");
            if (directive.Has(DirectiveTraits.Protected) && !permissions.ChangesProtected)
                return Failed(name, "can't set protected config");
            if (directive.Has(DirectiveTraits.DeniedWhileLoading) && permissions.IsLoading)
                return "LOADING Valkey is loading the dataset in memory";
            foreach (var (given, _, _) in CollectionsMarshal.AsSpan(change.pairs))
            {
                // A directive and its alias are two names, as in Valkey; the last one wins.
                if (given.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return Failed(name, "duplicate parameter");
            }

            change.pairs.Add((name, directive, words[i + 1]));
        }

        return null;
    }

    /// <summary>Reads all values into new settings; nothing is published yet.</summary>
    public string? Read(Settings before, ConfigurationFiles files, out Settings after)
    {
        var values = before.CopyValues();
        string? error = null;
        foreach (var (given, directive, text) in pairs)
        {
            // Split at every single blank, unlike in a file: two blanks make an empty word.
            var words = !directive.Has(DirectiveTraits.SeveralWords) ? [text]
                : text.Length == 0 ? Array.Empty<string>() : text.Split(' ');
            var reading = new Reading(values[directive.Index], Appends: false, files);
            if (!directive.TryReadBoxed(words, reading, out var value, out var reason))
            {
                error = Failed(NameFor(given, directive), reason);
                break;
            }

            var isSame = directive.ShowBoxed(value) == directive.ShowBoxed(values[directive.Index]);
            if (!isSame || directive.Has(DirectiveTraits.Volatile)) changed.Add(directive);
            values[directive.Index] = value;
        }

        after = before.With(values);
        return error;
    }

    /// <summary>Calls the hooks of what changed; if one fails, all of them again with the old settings.</summary>
    public string? Apply(IReadOnlyDictionary<Directive, ApplyHook> hooks, Settings before, Settings after)
    {
        foreach (var directive in changed)
        {
            if (!hooks.TryGetValue(directive, out var hook) || calls.Exists(call => call.Hook == hook)) continue;
            calls.Add((hook, directive.Name));
        }

        foreach (var (hook, name) in calls)
        {
            if (hook(after, out var reason)) continue;
            foreach (var (undone, _) in calls) undone(before, out _);
            return Failed(name, reason);
        }

        return null;
    }

    static string NameFor(string given, Directive directive) =>
        given.Equals(directive.Alias, StringComparison.OrdinalIgnoreCase) ? directive.Alias : directive.Name;

    static string Failed(string name, string? reason) =>
        $"ERR CONFIG SET failed (possibly related to argument '{name}')"
        + (string.IsNullOrEmpty(reason) ? "" : $" - {reason}");
}
