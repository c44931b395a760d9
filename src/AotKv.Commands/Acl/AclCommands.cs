using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Acl;
using AotKv.Instance.Configuration;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Acl;

/// <summary>ACL on users: who there is and what they may do.</summary>
[CommandContainer("ACL", Arity = -2, Flags = CommandFlags.Sentinel, Group = "server", Since = "6.0.0",
    Complexity = "Depends on subcommand.", Syntax = "ACL", Summary = "Commands on users and what they may do.")]
static class AclCommands
{
    const CommandFlags Flags =
        CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Sentinel;

    const CommandFlags AdminFlags = CommandFlags.Admin | Flags;

    const string OnAllNodes = "REQUEST_POLICY:ALL_NODES RESPONSE_POLICY:ALL_SUCCEEDED";

    /// <summary>Makes a user, or changes one by rules.</summary>
    [Command("ACL|SETUSER", Arity = -3, Flags = AdminFlags, Group = "server", Since = "6.0.0", Tips = OnAllNodes,
        Complexity = "O(N), N being the number of rules.", Syntax = "ACL SETUSER username [rule [rule ...]]")]
    internal static void SetUser(in Call call, Session session, ref Reply reply)
    {
        var name = ByteText.FromBytes(call[2]);
        if (call[2].IndexOfAny(" \t\n\v\f\r\0"u8) >= 0)
        {
            reply.Error("ERR Usernames can't contain spaces or null characters"u8);
            return;
        }
        var error = session.Server.Users.Set(name, Words(call, first: 3));
        if (error is not null)
        {
            reply.Error(ByteText.ToBytes($"ERR {error}"));
            return;
        }
        ChannelAccess.Enforce(session, user => user.Name == name);
        reply.Ok();
    }

    /// <summary>Removes users, and closes the connections of their clients.</summary>
    [Command("ACL|DELUSER", Arity = -3, Flags = AdminFlags, Group = "server", Since = "6.0.0", Tips = OnAllNodes,
        Complexity = "O(N), N being the number of users and clients.",
        Syntax = "ACL DELUSER username [username ...]")]
    internal static void DeleteUser(in Call call, Session session, ref Reply reply)
    {
        var names = Words(call, first: 2);
        if (Array.IndexOf(names, Users.DefaultName) >= 0)
        {
            reply.Error("ERR The 'default' user cannot be removed"u8);
            return;
        }
        var removed = session.Server.Users.Remove(names);
        reply.Integer(removed.Count);
        CloseClientsOf(removed, session);
    }

    /// <summary>What is laid down for a user.</summary>
    [Command("ACL|GETUSER", Arity = 3, Flags = AdminFlags, Group = "server", Since = "6.0.0",
        Complexity = "O(N), N being the number of the user's rules.", Syntax = "ACL GETUSER username")]
    internal static void GetUser(in Call call, Session session, ref Reply reply)
    {
        if (session.Server.Users.Find(ByteText.FromBytes(call[2])) is { } user) AclUserReply.Answer(reply, user.Rules);
        else reply.Null();
    }

    /// <summary>All users, as the lines of a file.</summary>
    [Command("ACL|LIST", Arity = 2, Flags = AdminFlags, Group = "server", Since = "6.0.0",
        Complexity = "O(N), N being the number of users.", Syntax = "ACL LIST")]
    internal static void List(in Call call, Session session, ref Reply reply)
    {
        var users = session.Server.Users.All();
        reply.Array(users.Count);
        foreach (var user in users) AclUserReply.Bulk(reply, user.ToString());
    }

    /// <summary>The names of all users.</summary>
    [Command("ACL|USERS", Arity = 2, Flags = AdminFlags, Group = "server", Since = "6.0.0",
        Complexity = "O(N), N being the number of users.", Syntax = "ACL USERS")]
    internal static void ListNames(in Call call, Session session, ref Reply reply)
    {
        var users = session.Server.Users.All();
        reply.Array(users.Count);
        foreach (var user in users) AclUserReply.Bulk(reply, user.Name);
    }

    /// <summary>The user that the client is.</summary>
    [Command("ACL|WHOAMI", Arity = 2, Flags = Flags, Group = "server", Since = "6.0.0", Complexity = "O(1)",
        Syntax = "ACL WHOAMI")]
    internal static void WhoAmI(in Call call, Session session, ref Reply reply) =>
        AclUserReply.Bulk(reply, session.User.Name);

    /// <summary>Reads the users anew from their file.</summary>
    [Command("ACL|LOAD", Arity = 2, Flags = AdminFlags, Group = "server", Since = "6.0.0",
        Complexity = "O(N), N being the number of users and clients.", Syntax = "ACL LOAD")]
    internal static void Load(in Call call, Session session, ref Reply reply)
    {
        if (!TryFindFile(session, reply, out var file)) return;
        if (file.Read(out var errors) is not { } read)
        {
            reply.Error(ByteText.ToBytes($"ERR {errors}"));
            return;
        }
        var gone = session.Server.Users.Replace(read);
        reply.Ok();
        CloseClientsOf(gone, session);
        ChannelAccess.Enforce(session, _ => true);
    }

    /// <summary>Writes the users into their file.</summary>
    [Command("ACL|SAVE", Arity = 2, Flags = AdminFlags, Group = "server", Since = "6.0.0", Tips = OnAllNodes,
        Complexity = "O(N), N being the number of users.", Syntax = "ACL SAVE")]
    internal static void Save(in Call call, Session session, ref Reply reply)
    {
        if (!TryFindFile(session, reply, out var file)) return;
        if (file.Write() is not { } problem)
        {
            reply.Ok();
            return;
        }
        session.Server.Log.Warning(problem);
        reply.Error("ERR There was an error trying to save the ACLs. Please check the server logs for more "u8,
            "information"u8);
    }

    /// <summary>All categories, or the commands of one.</summary>
    [Command("ACL|CAT", Arity = -2, Flags = Flags, Group = "server", Since = "6.0.0",
        Complexity = "O(N), N being the number of categories or commands.", Syntax = "ACL CAT [category]")]
    internal static void Categories(in Call call, Session session, ref Reply reply)
    {
        if (call.Count > 3)
        {
            AnswerSyntax(call, reply);
            return;
        }
        if (call.Count == 2)
        {
            reply.Array(RuleCatalog.Categories.Length);
            foreach (var name in RuleCatalog.Categories) TextReply.Bulk(reply, name);
            return;
        }
        var wanted = ByteText.FromBytes(call[2]);
        var category = RuleCatalog.CategoryOf(wanted);
        if (category == AclCategories.None)
        {
            reply.Error(ByteText.ToBytes($"ERR Unknown category '{wanted[..Math.Min(128, wanted.Length)]}'"));
            return;
        }
        var place = reply.BeginArray();
        var shown = 0;
        foreach (var command in session.Server.Users.Catalog.All)
        {
            if ((command.Acl & category) == 0) continue;
            TextReply.Bulk(reply, command.Name);
            shown++;
        }
        reply.EndArray(place, shown);
    }

    /// <summary>What users were denied of late.</summary>
    [Command("ACL|LOG", Arity = -2, Flags = AdminFlags, Group = "server", Since = "6.0.0",
        Complexity = "O(N), N being the number of entries.", Syntax = "ACL LOG [count|RESET]")]
    internal static void Log(in Call call, Session session, ref Reply reply)
    {
        var count = 10L;
        if (call.Count > 3)
        {
            AnswerSyntax(call, reply);
            return;
        }
        if (call.Count == 3 && Option.Is(call[2], "RESET"u8))
        {
            session.Server.AccessLog.Reset();
            reply.Ok();
            return;
        }
        if (call.Count == 3 && !IntegerArgument.TryRead(call, position: 2, reply, out count)) return;
        var entries = session.Server.AccessLog.Newest(Math.Max(0, count));
        reply.Array(entries.Length);
        foreach (var entry in entries) AclLogReply.Answer(reply, entry, call.Now);
    }

    /// <summary>Whether a user may run a command, which is not run.</summary>
    [Command("ACL|DRYRUN", Arity = -4, Flags = AdminFlags, Group = "server", Since = "7.0.0",
        Complexity = "O(N), N being the number of the user's rules.",
        Syntax = "ACL DRYRUN username command [arg [arg ...]]")]
    internal static void DryRun(in Call call, Session session, ref Reply reply)
    {
        var server = session.Server;
        if (server.Users.Find(ByteText.FromBytes(call[2])) is not { } user)
        {
            QuotedError.Answer(reply, "ERR User '"u8, call[2], "' not found"u8);
            return;
        }
        var request = call.Arguments.Skip(3);
        if (server.Commands.Find(request) is not { } command)
        {
            QuotedError.Answer(reply, "ERR Command '"u8, call[3], "' not found"u8);
            return;
        }
        if (!command.FitsArity(request.Count))
        {
            reply.Error(ByteText.ToBytes($"ERR wrong number of arguments for '{command.Name}' command"));
            return;
        }
        var check = new AccessCheck(user.Rules, command, request, session.Database);
        var denial = check.Find((int)server.Configuration.Current.Databases, out var position);
        if (denial == Denial.None) reply.Ok();
        else
            AclUserReply.Bulk(
                reply, Permission.LongWords(denial, user, command, ByteText.FromBytes(request[position])));
    }

    /// <summary>A password by chance.</summary>
    [Command("ACL|GENPASS", Arity = -2, Flags = Flags, Group = "server", Since = "6.0.0", Complexity = "O(1)",
        Syntax = "ACL GENPASS [bits]")]
    internal static void MakePassword(in Call call, Session session, ref Reply reply)
    {
        const int BitsMax = 4096;
        var bits = 256L;
        if (call.Count > 3)
        {
            AnswerSyntax(call, reply);
            return;
        }
        if (call.Count == 3 && !IntegerArgument.TryRead(call, position: 2, reply, out bits)) return;
        if (bits is <= 0 or > BitsMax)
        {
            reply.Error("ERR ACL GENPASS argument must be the number of bits for the output password, a positive "u8,
                "number up to 4096"u8);
            return;
        }
        Span<byte> random = stackalloc byte[BitsMax / 8];
        session.Server.Entropy.Fill(random);
        reply.Bulk(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(random))
            .AsSpan(0, (int)((bits + 3) / 4)));
    }

    /// <summary>Says what ACL's subcommands do.</summary>
    [Command("ACL|HELP", Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Sentinel,
        Group = "server", Since = "6.0.0", Complexity = "O(1)", Syntax = "ACL HELP")]
    internal static void Help(in Call call, Session session, ref Reply reply) =>
        HelpText.Answer(reply, "ACL", AclHelp.Lines);

    static string[] Words(in Call call, int first)
    {
        var words = new string[call.Count - first];
        for (var i = 0; i < words.Length; i++) words[i] = ByteText.FromBytes(call[first + i]);
        return words;
    }

    static void AnswerSyntax(in Call call, in Reply reply) => reply.Error(ByteText.ToBytes(
        $"ERR unknown subcommand or wrong number of arguments for '{ByteText.FromBytes(call[1])}'. Try ACL HELP."));

    static bool TryFindFile(Session session, in Reply reply, out AclFile file)
    {
        var name = session.Server.Configuration.Current.AclFile;
        file = new(name, session.Server.Users);
        if (name.Length > 0) return true;
        reply.Error("ERR This instance is not configured to use an ACL file. You may want to specify users via the "u8,
            "ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a configuration file set) in "u8,
            "order to store users in the configuration."u8);
        return false;
    }

    /// <summary>The caller still gets its answer.</summary>
    static void CloseClientsOf(List<User> users, Session session)
    {
        if (users.Count == 0) return;
        foreach (var client in session.Server.Clients.All())
        {
            if (!users.Contains(client.User)) continue;
            if (client == session) session.Host.CloseAfterReplies();
            else session.Host.Kill(client);
        }
    }
}
