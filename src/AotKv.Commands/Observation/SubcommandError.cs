using System.Text;
using AotKv.Engine;
using AotKv.Instance.Configuration;

namespace AotKv.Commands.Observation;

/// <summary>The error of a container whose subcommand got arguments it has no use for.</summary>
static class SubcommandError
{
    const int ShownBytesMax = 128;

    public static void Answer(in Reply reply, in Call call)
    {
        var shown = ByteText.FromBytes(call[1][..Math.Min(call[1].Length, ShownBytesMax)]);
        var container = ByteText.FromBytes(call[0]).ToUpperInvariant();
        reply.Error(Encoding.Latin1.GetBytes(
            $"ERR unknown subcommand or wrong number of arguments for '{shown}'. Try {container} HELP."));
    }
}
