namespace AotKv.Instance.Configuration;

/// <summary>
/// What a file or the command line may say that is no directive of CONFIG GET. Collected in order while loading; their
/// owners (commands, ACL, modules) take them at start. They may refuse a line where it stands by overriding.
/// </summary>
public class FileOnlyDirectives
{
    readonly List<CommandRename> renames = [];
    readonly List<IReadOnlyList<string>> users = [];
    readonly List<IReadOnlyList<string>> modules = [];
    readonly Dictionary<string, string> moduleSettings = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<CommandRename> Renames => renames;

    /// <summary>The words of each `user` line: the name, then its rules.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Users => users;

    /// <summary>The words of each `loadmodule` line: the path, then its arguments.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Modules => modules;

    /// <summary>`module.name value`; the last wins.</summary>
    public IReadOnlyDictionary<string, string> ModuleSettings => moduleSettings;

    /// <summary>An empty new name removes the command.</summary>
    public virtual bool TryRename(CommandRename rename, out string reason)
    {
        reason = "";
        renames.Add(rename);
        return true;
    }

    public virtual bool TryAddUser(IReadOnlyList<string> words, out string reason)
    {
        reason = "";
        users.Add(words);
        return true;
    }

    public virtual bool TryAddModule(IReadOnlyList<string> words, out string reason)
    {
        reason = "";
        modules.Add(words);
        return true;
    }

    internal void SetModuleSetting(string name, string value) => moduleSettings[name] = value;
}
