using AotKv.Engine.Catalog;

namespace AotKv.Instance.Acl;

/// <summary>
/// The commands and categories that rules may name: by their own names, whatever rename-command calls them. Immutable.
/// </summary>
public sealed class RuleCatalog
{
    readonly Dictionary<string, CommandInfo> byName = [];

    public RuleCatalog(CommandTable commands)
    {
        Count = commands.Count;
        for (var id = 0; id < commands.Count; id++)
        {
            var command = commands[new CommandId((ushort)id)];
            byName.Add(command.Name, command);
        }
    }

    /// <summary>In the order of their bits.</summary>
    public static string[] Categories { get; } =
    [
        "keyspace", "read", "write", "set", "sortedset", "list", "hash", "string", "bitmap", "hyperloglog", "geo",
        "stream", "pubsub", "admin", "fast", "slow", "blocking", "dangerous", "connection", "transaction", "scripting",
    ];

    /// <summary>Commands, containers and subcommands: their ids are below it.</summary>
    public int Count { get; }

    public IEnumerable<CommandInfo> All => byName.Values;

    /// <summary>By the full name, "config|get", in any case; null where there is none.</summary>
    public CommandInfo? Find(string name) => byName.GetValueOrDefault(name.ToLowerInvariant());

    /// <summary>Whether Valkey has a command, by its full name in any case, that this server has not yet.</summary>
    public static bool IsToCome(string name) => CommandsToCome.Contain(name.ToLowerInvariant());

    /// <summary>None where there is none of that name.</summary>
    public static AclCategories CategoryOf(string name)
    {
        var bit = Array.FindIndex(Categories, each => each.Equals(name, StringComparison.OrdinalIgnoreCase));
        return bit < 0 ? AclCategories.None : (AclCategories)(1u << bit);
    }
}
