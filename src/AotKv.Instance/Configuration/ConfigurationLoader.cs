namespace AotKv.Instance.Configuration;

/// <summary>
/// Reads files, standard input and the command line into values, at start, on the starting thread. All of them are one
/// text to Valkey, so line numbers run on through standard input and the command line; an included file has its own.
/// </summary>
sealed class ConfigurationLoader(
    DirectiveTable table, ConfigurationFiles files, FileOnlyDirectives fileOnly, object[] values)
{
    // Nothing limits the depth in Valkey, where a file that includes itself ends with a full stack.
    const int IncludeDepthMax = 64;

    // Accepted with one word and ignored: gone from Valkey, still in files.
    static readonly string[] Forgotten =
    [
        "list-max-ziplist-entries", "list-max-ziplist-value", "lua-replicate-commands", "io-threads-do-reads",
        "dynamic-hz", "events-per-io-thread",
    ];

    readonly HashSet<Directive> seen = [];

    /// <summary>Null where all was read. <paramref name="note"/> gets lines to log at notice level.</summary>
    public LoadFailure? Load(ConfigurationSources sources, Action<string> note)
    {
        var text = "";
        if (sources.FilePath is { } path && ReadFile(path, ref text) is { } unreadable) return unreadable;
        if (sources.ReadsStandardInput)
        {
            note("Reading config from stdin");
            text += files.ReadStandardInput();
        }

        if (sources.CommandLine.Length > 0) text += "\n" + sources.CommandLine;
        return LoadText(text, depth: 0);
    }

    /// <summary>Whether some source gave a value.</summary>
    public bool HasSeen(Directive directive) => seen.Contains(directive);

    LoadFailure? ReadFile(string path, ref string text)
    {
        var paths = NamePattern.HasWildcard(path) ? files.FindMatches(path) : [path];
        foreach (var each in paths)
        {
            if (!files.TryRead(each, out var content, out var reason)) return LoadFailure.Unreadable(each, reason);
            text += content;
        }

        return null;
    }

    LoadFailure? LoadText(string text, int depth)
    {
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim(' ', '\t', '\r', '\n');
            if (line.Length == 0 || line[0] == '#') continue;
            if (!ConfigurationLine.TrySplit(line, out var words))
                return LoadFailure.AtLine(number, line, "Unbalanced quotes in configuration line");
            if (words.Length == 0) continue;
            if (words[0].Equals("include", StringComparison.OrdinalIgnoreCase) && words.Length == 2)
            {
                if (Include(words[1], depth) is { } failure) return failure;
            }
            else if (!TryTakeLine(words, out var reason))
            {
                return LoadFailure.AtLine(number, line, reason);
            }
        }

        return CheckWhole();
    }

    LoadFailure? Include(string path, int depth)
    {
        if (depth == IncludeDepthMax) return LoadFailure.Unreadable(path, "Too many levels of included files");
        var text = "";
        return ReadFile(path, ref text) ?? LoadText(text, depth + 1);
    }

    bool TryTakeLine(string[] words, out string reason)
    {
        var name = words[0].ToLowerInvariant();
        reason = "";
        if (table.Find(name) is { } directive) return TryTakeDirective(directive, words[1..], out reason);
        if (words.Length == 2 && Forgotten.Contains(name)) return true;
        switch (name)
        {
            case "rename-command" when words.Length == 3:
                return fileOnly.TryRename(new CommandRename(words[1], words[2]), out reason);
            case "user" when words.Length >= 2:
                return fileOnly.TryAddUser(words[1..], out reason);
            case "loadmodule" when words.Length >= 2:
                return fileOnly.TryAddModule(words[1..], out reason);
            case "sentinel" when words.Length > 1:
                reason = "sentinel directive while not in sentinel mode";
                return false;
            case "sentinel":
                return true;
        }

        if (!name.Contains('.'))
        {
            reason = "Bad directive or wrong number of arguments";
            return false;
        }

        reason = "Module config specified without value";
        if (words.Length < 2) return false;
        fileOnly.SetModuleSetting(name, string.Join(' ', words[1..]));
        return true;
    }

    bool TryTakeDirective(Directive directive, string[] words, out string reason)
    {
        reason = "wrong number of arguments";
        if (!directive.Has(DirectiveTraits.SeveralWords))
        {
            if (words.Length != 1) return false;
        }
        else if (words is [{ Length: > 0 } only])
        {
            // "3600 1" in quotes is two words; where quotes inside it stay open it is none, as in Valkey.
            ConfigurationLine.TrySplit(only, out words);
        }

        var current = values[directive.Index];
        var reading = new Reading(current, Appends: !seen.Add(directive), files);
        if (!directive.TryReadBoxed(words, reading, out var value, out reason)) return false;
        values[directive.Index] = value;
        return true;
    }

    // Valkey checks these behind every text, an included file's as well.
    LoadFailure? CheckWhole()
    {
        var settings = new Settings(table, values);
        if (settings.LogFile.Length > 0 && !files.TryOpenForAppend(settings.LogFile, out var reason))
            return LoadFailure.AtEnd($"Can't open the log file: {reason}");
        return settings.ClusterEnabled && settings.ReplicaOf != PrimaryEndpoint.None
            ? LoadFailure.AtEnd("replicaof directive not allowed in cluster mode")
            : null;
    }
}
