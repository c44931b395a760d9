using AotKv.Commands.Documentation;
using AotKv.Engine;
using AotKv.Engine.Catalog;

namespace AotKv.Commands.Server;

/// <summary>
/// Answers with what COMMAND DOCS says of a command, under its name. Fields that it lacks are left out.
/// </summary>
static class CommandDocsReply
{
    public static void Answer(in Reply reply, CommandInfo command)
    {
        TextReply.Bulk(reply, command.Name);
        var isDeprecated = command.DeprecatedSince.Length > 0;
        var arguments = ArgumentText.Of(command);
        var hasFlags = isDeprecated || command.IsSystemCommand;
        var place = reply.BeginArray();
        var fields = 1 + Present(command.Summary) + Present(command.Since) + Present(command.Complexity) +
            (hasFlags ? 1 : 0) + Present(command.DeprecatedSince) + Present(command.ReplacedBy) +
            (arguments.IsEmpty ? 0 : 1) + (command.Subcommands.Count > 0 ? 1 : 0);
        Text(reply, "summary", command.Summary);
        Text(reply, "since", command.Since);
        TextReply.Bulk(reply, "group");
        TextReply.Bulk(reply, command.Group);
        Text(reply, "complexity", command.Complexity);
        if (hasFlags)
        {
            TextReply.Bulk(reply, "doc_flags");
            reply.Set((isDeprecated ? 1 : 0) + (command.IsSystemCommand ? 1 : 0));
            if (isDeprecated) TextReply.Simple(reply, "deprecated");
            if (command.IsSystemCommand) TextReply.Simple(reply, "syscmd");
        }
        Text(reply, "deprecated_since", command.DeprecatedSince);
        Text(reply, "replaced_by", command.ReplacedBy);
        if (HistoryReply.TryAnswer(reply, command.Name)) fields++;
        if (!arguments.IsEmpty)
        {
            TextReply.Bulk(reply, "arguments");
            ArgumentReply.Answer(reply, arguments);
        }
        if (command.Subcommands.Count > 0)
        {
            TextReply.Bulk(reply, "subcommands");
            reply.Map(command.Subcommands.Count);
            foreach (var subcommand in command.Subcommands) Answer(reply, subcommand);
        }
        reply.EndMap(place, fields);
    }

    static int Present(string text) => text.Length > 0 ? 1 : 0;

    static void Text(in Reply reply, string name, string text)
    {
        if (text.Length == 0) return;
        TextReply.Bulk(reply, name);
        TextReply.Bulk(reply, text);
    }
}
