using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.Server;

/// <summary>COMMAND: what the server can do, as client libraries ask for it.</summary>
static class CommandCommands
{
    const CommandFlags Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Sentinel;

    /// <summary>The facts of all commands.</summary>
    [Command("COMMAND", Arity = -1, Flags = Flags, Acl = AclCategories.Connection, Group = "server", Since = "2.8.13",
        Tips = "NONDETERMINISTIC_OUTPUT_ORDER", Complexity = "O(N), N being the number of commands.",
        Syntax = "COMMAND")]
    internal static void All(in Call call, Session session, ref Reply reply) => AnswerAll(session, reply);

    /// <summary>The number of commands, subcommands not counted.</summary>
    [Command("COMMAND|COUNT", Arity = 2, Flags = Flags, Acl = AclCategories.Connection, Group = "server",
        Since = "2.8.13", Complexity = "O(1)", Syntax = "COMMAND COUNT")]
    internal static void Count(in Call call, Session session, ref Reply reply) =>
        reply.Integer(session.Server.Commands.TopLevel.Length);

    /// <summary>The facts of the commands it names, or of all.</summary>
    [Command("COMMAND|INFO", Arity = -2, Flags = Flags, Acl = AclCategories.Connection, Group = "server",
        Since = "2.8.13", Tips = "NONDETERMINISTIC_OUTPUT_ORDER",
        Complexity = "O(N), N being the number of commands asked for.",
        Syntax = "COMMAND INFO [command-name [command-name ...]]")]
    internal static void Info(in Call call, Session session, ref Reply reply)
    {
        if (call.Count == 2)
        {
            AnswerAll(session, reply);
            return;
        }
        reply.Array(call.Count - 2);
        for (var i = 2; i < call.Count; i++) CommandInfoReply.Answer(reply, session.Server.Commands.Find(call[i]));
    }

    /// <summary>The documentation of the commands it names, or of all.</summary>
    [Command("COMMAND|DOCS", Arity = -2, Flags = Flags, Acl = AclCategories.Connection, Group = "server",
        Since = "7.0.0", Tips = "NONDETERMINISTIC_OUTPUT_ORDER",
        Complexity = "O(N), N being the number of commands asked for.",
        Syntax = "COMMAND DOCS [command-name [command-name ...]]")]
    internal static void Docs(in Call call, Session session, ref Reply reply)
    {
        var commands = session.Server.Commands;
        if (call.Count == 2)
        {
            reply.Map(commands.TopLevel.Length);
            foreach (var command in commands.TopLevel) CommandDocsReply.Answer(reply, command);
            return;
        }
        var found = 0;
        for (var i = 2; i < call.Count; i++)
            if (commands.Find(call[i]) is not null) found++;
        reply.Map(found);
        for (var i = 2; i < call.Count; i++)
            if (commands.Find(call[i]) is { } command) CommandDocsReply.Answer(reply, command);
    }

    /// <summary>The names of all commands and subcommands, or of those that a filter lets through.</summary>
    [Command("COMMAND|LIST", Arity = -2, Flags = Flags, Acl = AclCategories.Connection, Group = "server",
        Since = "7.0.0", Tips = "NONDETERMINISTIC_OUTPUT_ORDER",
        Complexity = "O(N), N being the number of commands.",
        Syntax = "COMMAND LIST [FILTERBY <MODULE module-name|ACLCAT category|PATTERN pattern>]")]
    internal static void List(in Call call, Session session, ref Reply reply)
    {
        if (!CommandFilter.TryRead(call, out var filter))
        {
            reply.Error("ERR syntax error"u8);
            return;
        }
        var commands = session.Server.Commands;
        var place = reply.BeginArray();
        var shown = 0;
        for (var id = 0; id < commands.Count; id++)
        {
            var command = commands[new CommandId((ushort)id)];
            if (!filter.Shows(command)) continue;
            TextReply.Bulk(reply, command.Name);
            shown++;
        }
        reply.EndArray(place, shown);
    }

    /// <summary>The keys of a whole command.</summary>
    [Command("COMMAND|GETKEYS", Arity = -3, Flags = Flags, Acl = AclCategories.Connection, Group = "server",
        Since = "2.8.13", Complexity = "O(N), N being the number of arguments.",
        Syntax = "COMMAND GETKEYS command [arg [arg ...]]")]
    internal static void GetKeys(in Call call, Session session, ref Reply reply)
    {
        if (!TryFindKeys(call, session, reply, out var keys, out var found)) return;
        reply.Array(found);
        while (keys.TryNext(out var position)) reply.Bulk(call[position + 2]);
    }

    /// <summary>The keys of a whole command, and how it uses each.</summary>
    [Command("COMMAND|GETKEYSANDFLAGS", Arity = -3, Flags = Flags, Acl = AclCategories.Connection, Group = "server",
        Since = "7.0.0", Complexity = "O(N), N being the number of arguments.",
        Syntax = "COMMAND GETKEYSANDFLAGS command [arg [arg ...]]")]
    internal static void GetKeysAndFlags(in Call call, Session session, ref Reply reply)
    {
        if (!TryFindKeys(call, session, reply, out var keys, out var found)) return;
        reply.Array(found);
        while (keys.TryNext(out var position))
        {
            reply.Array(2);
            reply.Bulk(call[position + 2]);
            FlagNames.Answer(reply, keys.Flags);
        }
    }

    /// <summary>Says what COMMAND's subcommands do.</summary>
    [Command("COMMAND|HELP", Arity = 2, Flags = Flags, Acl = AclCategories.Connection, Group = "server",
        Since = "5.0.0", Complexity = "O(1)", Syntax = "COMMAND HELP")]
    internal static void Help(in Call call, Session session, ref Reply reply) =>
        HelpText.Answer(reply, "COMMAND", CommandHelp.Lines);

    static void AnswerAll(Session session, in Reply reply)
    {
        var commands = session.Server.Commands.TopLevel;
        reply.Array(commands.Length);
        foreach (var command in commands) CommandInfoReply.Answer(reply, command);
    }

    /// <summary>False where there are none: it is answered.</summary>
    static bool TryFindKeys(in Call call, Session session, in Reply reply, out KeyFinder keys, out int found)
    {
        keys = default;
        found = 0;
        var request = call.Arguments.Skip(2);
        var command = session.Server.Commands.Find(request);
        if (command is null) reply.Error("ERR Invalid command specified"u8);
        else if (!command.HasKeys) reply.Error("ERR The command has no key arguments"u8);
        else if (!command.FitsArity(request.Count))
            reply.Error("ERR Invalid number of arguments specified for command"u8);
        else
        {
            keys = new(command, request);
            for (var counted = keys; counted.TryNext(out _);) found++;
            if (found > 0) return true;
            if (command.Flags.HasFlag(CommandFlags.NoMandatoryKeys)) reply.Array(0);
            else reply.Error("ERR Invalid arguments specified for command"u8);
        }
        return false;
    }
}
