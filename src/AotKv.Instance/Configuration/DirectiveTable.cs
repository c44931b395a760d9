namespace AotKv.Instance.Configuration;

/// <summary>
/// Every directive, by theme and by name. Made once by <see cref="Configuration"/> and then only read. The surprising
/// fact: like Valkey, an alias is an entry of its own, so one CONFIG SET may name both.
/// </summary>
public sealed class DirectiveTable
{
    readonly List<Directive> all = [];
    readonly Dictionary<string, Directive> byName = new(StringComparer.OrdinalIgnoreCase);

    public DirectiveTable(ConfigurationDefaults defaults)
    {
        Network = new NetworkDirectives(this);
        Tls = new TlsDirectives(this);
        Process = new ProcessDirectives(this, defaults);
        Log = new LogDirectives(this);
        Security = new SecurityDirectives(this);
        Client = new ClientDirectives(this);
        Memory = new MemoryDirectives(this);
        Encoding = new EncodingDirectives(this);
        Persistence = new PersistenceDirectives(this, defaults);
        Replication = new ReplicationDirectives(this);
        Cluster = new ClusterDirectives(this);
        Observation = new ObservationDirectives(this);
    }

    public NetworkDirectives Network { get; }
    public TlsDirectives Tls { get; }
    public ProcessDirectives Process { get; }
    public LogDirectives Log { get; }
    public SecurityDirectives Security { get; }
    public ClientDirectives Client { get; }
    public MemoryDirectives Memory { get; }
    public EncodingDirectives Encoding { get; }
    public PersistenceDirectives Persistence { get; }
    public ReplicationDirectives Replication { get; }
    public ClusterDirectives Cluster { get; }
    public ObservationDirectives Observation { get; }

    /// <summary>Each directive once, in the order of the themes.</summary>
    public IReadOnlyList<Directive> All => all;

    /// <summary>Every name and alias, in no order.</summary>
    internal IReadOnlyDictionary<string, Directive> ByName => byName;

    /// <summary>The directive with this name or alias, in any case; null where there is none.</summary>
    public Directive? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Called by the themes while the table is built.</summary>
    internal T Add<T>(T directive)
        where T : Directive
    {
        directive.Index = all.Count;
        all.Add(directive);
        byName.Add(directive.Name, directive);
        if (directive.Alias is { } alias) byName.Add(alias, directive);
        return directive;
    }
}
