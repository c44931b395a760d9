namespace AotKv.Instance.Configuration;

/// <summary>
/// The server's configuration: the table of directives and the values they have now. Made by Program, which loads it
/// before anything else starts. Any thread reads <see cref="Current"/>; changes (Load, Set, OnApply, Rewrite) come from
/// one thread at a time, which the caller sees to. All text is byte text (<see cref="ByteText"/>).
/// </summary>
public sealed class Configuration
{
    readonly ConfigurationFiles files;
    readonly Dictionary<Directive, ApplyHook> hooks = [];
    readonly List<Action<Settings>> followers = [];
    Settings current;

    public Configuration(ConfigurationDefaults defaults, ConfigurationFiles files)
    {
        this.files = files;
        Table = new DirectiveTable(defaults);
        current = new Settings(Table, [.. Table.All.Select(directive => directive.BoxedDefault)]);
        BuiltInHooks.AddTo(this);
    }

    public DirectiveTable Table { get; }

    /// <summary>All values at one instant; a core reads it once per loop turn.</summary>
    public Settings Current => Volatile.Read(ref current);

    /// <summary>The absolute path of the file that was loaded, which CONFIG REWRITE replaces; null for none.</summary>
    public string? FilePath { get; private set; }

    /// <summary>Renames, users and modules of the file, for their owners to take.</summary>
    public FileOnlyDirectives FileOnly { get; private set; } = new();

    /// <summary>Reads all sources, at start. Null where the server may go on.</summary>
    /// <param name="note">Gets lines to log at notice level.</param>
    public LoadFailure? Load(ConfigurationSources sources, FileOnlyDirectives fileOnly, Action<string> note)
    {
        var values = Current.CopyValues();
        var loader = new ConfigurationLoader(Table, files, fileOnly, values);
        if (loader.Load(sources, note) is { } failure) return failure;
        if (!loader.HasSeen(Table.Process.IoThreads)) LeaveThreadsToCpus(values);
        FilePath = sources.FilePath;
        FileOnly = fileOnly;
        Publish(new Settings(Table, values));
        return null;
    }

    /// <summary>
    /// Registers the owner of a feature. One hook may be given for several directives: CONFIG SET then calls it once.
    /// A later hook takes the place of an earlier one.
    /// </summary>
    public void OnApply(string name, ApplyHook hook)
    {
        var directive = Table.Find(name) ?? throw new ArgumentException($"There is no directive '{name}'.");
        hooks[directive] = hook;
    }

    // Where only the CPUs are listed, there is a shard for each of them.
    void LeaveThreadsToCpus(object[] values)
    {
        var list = new Settings(Table, values).ServerCpulist;
        if (CpuList.TryRead(list, out var cpus) && cpus.Length > 0)
            values[Table.Process.IoThreads.Index] = (long)Math.Min(cpus.Length, IoThreadsMax);
    }

    const int IoThreadsMax = 256;

    /// <summary>At start: a value that the machine does not allow gives way to one that it does.</summary>
    public void Adjust<T>(Directive<T> directive, T value)
        where T : notnull
    {
        var values = Current.CopyValues();
        values[directive.Index] = value;
        Publish(new Settings(Table, values));
    }

    /// <summary>True where a client may change protected directives (enable-protected-configs).</summary>
    public bool LetsChangeProtected(bool clientIsLocal) => Current.EnableProtectedConfigs switch
    {
        AllowedFrom.Yes => true,
        AllowedFrom.Local => clientIsLocal,
        _ => false,
    };

    /// <summary>True where the value of a directive must not be shown in logs.</summary>
    public bool IsSensitive(string name) => Table.Find(name)?.Has(DirectiveTraits.Sensitive) == true;

    /// <summary>CONFIG GET: the names that match any pattern with their values, sorted by name.</summary>
    public List<KeyValuePair<string, string>> Get(ReadOnlySpan<string> patterns)
    {
        var settings = Current;
        var matches = new Dictionary<string, Directive>(StringComparer.OrdinalIgnoreCase);
        foreach (var pattern in patterns)
        {
            if (!NamePattern.HasWildcard(pattern))
            {
                // Shown as it was asked for: CONFIG GET MAXMEMORY answers MAXMEMORY.
                if (Table.Find(pattern) is { } exact) matches.TryAdd(pattern, exact);
                continue;
            }

            foreach (var (name, directive) in Table.ByName)
            {
                if (directive.Has(DirectiveTraits.Hidden) || !NamePattern.MatchesIgnoringCase(pattern, name))
                    continue;
                matches.TryAdd(name, directive);
            }
        }

        var found = new List<KeyValuePair<string, string>>(matches.Count);
        foreach (var (name, directive) in matches) found.Add(new(name, settings.Show(directive)));
        found.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return found;
    }

    /// <summary>
    /// CONFIG SET: all pairs or none. Null is OK; otherwise the error reply, without the leading minus.
    /// </summary>
    /// <param name="words">Name, value, name, value...</param>
    public string? Set(ReadOnlySpan<string> words, in SetPermissions permissions)
    {
        if (words.Length % 2 != 0) return "ERR syntax error";
        if (ConfigurationChange.Admit(Table, words, permissions, out var change) is { } refusal) return refusal;
        var before = Current;
        var error = change.Read(before, files, out var after) ?? change.Apply(hooks, before, after);
        if (error is null) Publish(after);
        else if (after.Directory != before.Directory) files.TryChangeDirectory(before.Directory, out _);
        return error;
    }

    /// <summary>CONFIG REWRITE. Null is OK; otherwise the error reply, without the leading minus.</summary>
    /// <param name="users">What the ACL wants behind `user`, a text for each line (none where there is an aclfile);
    /// null leaves such lines as they are.</param>
    public string? Rewrite(
        IReadOnlyList<string>? users = null, RewriteExtent extent = RewriteExtent.Changed)
    {
        if (FilePath is null) return "ERR The server is running without a config file";
        var settings = Current;
        if (!files.TryRead(FilePath, out var content, out var reason))
        {
            if (reason != ConfigurationErrors.NoSuchFile) return $"ERR Rewriting config file: {reason}";
            content = "";
        }

        var file = new RewrittenFile(content, Table, extent);
        foreach (var directive in Table.All) directive.RewriteBoxed(settings.Boxed(directive), file);
        foreach (var user in users ?? []) file.Write("user", $"user {user}", LineNeed.Always);
        if (users is not null) file.Drop("user");
        return files.TryReplace(FilePath, file.Finish(), out reason)
            ? null
            : $"ERR Rewriting config file: {reason}";
    }

    /// <summary>What a report of a fault says of the configuration: its directives for debugging, as lines.</summary>
    public string ShowForDebugging()
    {
        var settings = Current;
        var file = new RewrittenFile("", Table, RewriteExtent.All);
        foreach (var directive in Table.All)
            if (directive.Has(DirectiveTraits.Debug)) directive.RewriteBoxed(settings.Boxed(directive), file);
        var text = file.Finish();
        // The first line is the signature of a rewritten file.
        return text[(text.IndexOf('\n') + 1)..];
    }

    /// <summary>
    /// Calls <paramref name="follower"/> with the settings of now, and again whenever others come into force. For what
    /// cannot refuse; <see cref="OnApply"/> is for what can.
    /// </summary>
    public void Follow(Action<Settings> follower)
    {
        followers.Add(follower);
        follower(Current);
    }

    // Read by Current on every core.
    void Publish(Settings settings)
    {
        Volatile.Write(ref current, settings);
        foreach (var follower in followers) follower(settings);
    }
}
