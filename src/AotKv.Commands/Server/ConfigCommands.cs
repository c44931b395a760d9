using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Configuration;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Server;

/// <summary>CONFIG: the configuration of the running server.</summary>
[CommandContainer("CONFIG", Arity = -2, Group = "server", Since = "2.0.0", Complexity = "Depends on subcommand.",
    Summary = "Commands on the server's configuration.")]
static class ConfigCommands
{
    const CommandFlags Flags =
        CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale;

    [Command("CONFIG|GET", Arity = -3, Flags = Flags, Group = "server", Since = "2.0.0",
        Complexity = "O(N), N being the number of directives asked for.",
        Syntax = "CONFIG GET parameter [parameter ...]", Summary = "The values of directives.")]
    internal static void Get(in Call call, Session session, ref Reply reply)
    {
        var patterns = Words(call, first: 2);
        var found = session.Server.Configuration.Get(patterns);
        reply.Map(found.Count);
        foreach (var (name, value) in found)
        {
            reply.Bulk(ByteText.ToBytes(name));
            reply.Bulk(ByteText.ToBytes(value));
        }
    }

    [Command("CONFIG|SET", Arity = -4, Flags = Flags, Group = "server", Since = "2.0.0",
        Tips = "REQUEST_POLICY:ALL_NODES RESPONSE_POLICY:ALL_SUCCEEDED",
        Complexity = "O(N), N being the number of directives given.",
        Syntax = "CONFIG SET parameter value [parameter value ...]",
        Summary = "Changes directives of the running server, all or none.")]
    internal static Outcome Set(in Call call, Session session, ref Reply reply)
    {
        if (call.Count % 2 != 0)
        {
            reply.Error("ERR wrong number of arguments for 'config|set' command"u8);
            return Outcome.Done;
        }
        var words = Words(call, first: 2);
        var configuration = session.Server.Configuration;
        var isLocal = session.Host.IsLocalPeer;
        var permissions = new SetPermissions(configuration.LetsChangeProtected(isLocal), IsLoading: false);
        var error = session.Server.ConfigurationChanges.Pass(() => configuration.Set(words, permissions));
        if (error is null) return SharedChange.Answer(session, ref reply);
        reply.Error(ByteText.ToBytes(error));
        return Outcome.Done;
    }

    [Command("CONFIG|REWRITE", Arity = 2, Flags = Flags, Group = "server", Since = "2.8.0",
        Tips = "REQUEST_POLICY:ALL_NODES RESPONSE_POLICY:ALL_SUCCEEDED", Complexity = "O(1)",
        Syntax = "CONFIG REWRITE", Summary = "Writes the values in force into the configuration file.")]
    internal static void Rewrite(in Call call, Session session, ref Reply reply)
    {
        var configuration = session.Server.Configuration;
        var error = session.Server.ConfigurationChanges.Pass(() => configuration.Rewrite(Users(session)));
        if (error is null) reply.Ok();
        else reply.Error(ByteText.ToBytes(error));
    }

    /// <summary>The lines of all users; none where they have a file of their own.</summary>
    static List<string> Users(Session session) => session.Server.Configuration.Current.AclFile.Length > 0
        ? []
        : session.Server.Users.All().ConvertAll(user => $"{user.Name} {user.Rules}");

    [Command("CONFIG|RESETSTAT", Arity = 2, Flags = Flags, Group = "server", Since = "2.0.0",
        Tips = "REQUEST_POLICY:ALL_NODES RESPONSE_POLICY:ALL_SUCCEEDED", Complexity = "O(1)",
        Syntax = "CONFIG RESETSTAT", Summary = "Sets the counters that INFO shows back to zero.")]
    internal static void ResetStat(in Call call, Session session, ref Reply reply)
    {
        session.Server.ResetStatistics();
        reply.Ok();
    }

    [Command("CONFIG|HELP", Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale, Group = "server",
        Since = "5.0.0", Complexity = "O(1)", Syntax = "CONFIG HELP", Summary = "Says what CONFIG's subcommands do.")]
    internal static void Help(in Call call, Session session, ref Reply reply) =>
        HelpText.Answer(reply, "CONFIG", ConfigHelp);

    static readonly string[] ConfigHelp =
    [
        "GET <pattern>",
        "    Return parameters matching the glob-like <pattern> and their values.",
        "SET <directive> <value>",
        "    Set the configuration <directive> to <value>.",
        "RESETSTAT",
        "    Reset statistics reported by the INFO command.",
        "REWRITE",
        "    Rewrite the configuration file.",
    ];

    static string[] Words(in Call call, int first)
    {
        var words = new string[call.Count - first];
        for (var i = 0; i < words.Length; i++) words[i] = ByteText.FromBytes(call[first + i]);
        return words;
    }
}
