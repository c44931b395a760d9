using System.Text;
using AotKv.Engine;

namespace AotKv.Commands.Server;

/// <summary>Answers the HELP subcommand of a container.</summary>
static class HelpText
{
    public static void Answer(in Reply reply, string container, string[] lines)
    {
        reply.Array(lines.Length + 3);
        Line(reply, $"{container} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
        foreach (var line in lines) Line(reply, line);
        Line(reply, "HELP");
        Line(reply, "    Print this help.");
    }

    static void Line(in Reply reply, string text) => reply.Simple(Encoding.ASCII.GetBytes(text));
}
