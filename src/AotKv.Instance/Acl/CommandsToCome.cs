using System.Collections.Frozen;

namespace AotKv.Instance.Acl;

/// <summary>
/// The commands of Valkey that this server has not yet. Rules may name them, as the users of a server that is replaced
/// do: the rules are kept and shown, and there is nothing yet that they could allow. Immutable.
/// </summary>
public static class CommandsToCome
{
    static readonly FrozenSet<string> names = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            "asking", "bgrewriteaof", "bgsave", "client|caching", "client|getredir", "client|tracking",
            "client|trackinginfo", "cluster", "clusterscan", "cluster|addslots", "cluster|addslotsrange",
            "cluster|bumpepoch", "cluster|cancelslotmigrations", "cluster|count-failure-reports",
            "cluster|countkeysinslot", "cluster|delslots", "cluster|delslotsrange", "cluster|failover",
            "cluster|flushslot", "cluster|flushslots", "cluster|forget", "cluster|getkeysinslot",
            "cluster|getslotmigrations", "cluster|help", "cluster|info", "cluster|keyslot", "cluster|links",
            "cluster|meet", "cluster|migrateslots", "cluster|myid", "cluster|myshardid", "cluster|nodes",
            "cluster|replicas", "cluster|replicate", "cluster|reset", "cluster|saveconfig", "cluster|set-config-epoch",
            "cluster|setslot", "cluster|shards", "cluster|slaves", "cluster|slot-stats", "cluster|slots",
            "cluster|syncslots", "eval", "eval_ro", "evalsha", "evalsha_ro", "failover", "fcall", "fcall_ro",
            "function", "function|delete", "function|dump", "function|flush", "function|help", "function|kill",
            "function|list", "function|load", "function|restore", "function|stats", "lastsave", "migrate", "module",
            "module|help", "module|list", "module|load", "module|loadex", "module|unload", "psync",
            "readonly", "readwrite", "replconf", "replicaof", "save", "script", "script|debug", "script|exists",
            "script|flush", "script|help", "script|kill", "script|load", "script|show", "slaveof", "sync", "wait",
            "waitaof",
        ]);

    /// <summary>By the full name, "script|load", in lower case.</summary>
    public static bool Contain(string name) => names.Contains(name);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All => names;
}
