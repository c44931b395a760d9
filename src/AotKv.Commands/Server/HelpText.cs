using AotKv.Engine;

namespace AotKv.Commands.Server;

/// <summary>Answers the HELP subcommand of a container.</summary>
static class HelpText
{
    public static void Answer(in Reply reply, string container, string[] lines)
    {
        reply.Array(lines.Length + 3);
        TextReply.Simple(reply, $"{container} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
        foreach (var line in lines) TextReply.Simple(reply, line);
        TextReply.Simple(reply, "HELP");
        TextReply.Simple(reply, "    Print this help.");
    }
}
