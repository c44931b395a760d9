using System.Text;
using AotKv.Engine.Catalog;

namespace AotKv.Commands.Documentation;

/// <summary>
/// Finds the text that describes a command's arguments, which <see cref="Argument"/> explains. A command's syntax says
/// less: it names neither their types nor since when they are. Nothing is made at start, nor kept.
/// </summary>
static class ArgumentText
{
    const int NameBytesMax = 64;

    /// <summary>Empty where the command has no arguments.</summary>
    public static ReadOnlySpan<byte> Of(CommandInfo command)
    {
        Span<byte> room = stackalloc byte[NameBytesMax];
        var name = room[..Encoding.UTF8.GetBytes(command.Name, room)];
        var rest = OfGroup(command.Group);
        while (!rest.IsEmpty)
        {
            var length = EntryLength(rest);
            var entry = rest[..length];
            if (entry.StartsWith(name) && entry[name.Length] == ' ') return entry[name.Length..];
            rest = rest[Math.Min(length + 1, rest.Length)..];
        }
        return default;
    }

    /// <summary>An entry ends before a line that is not indented.</summary>
    static int EntryLength(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (true)
        {
            var line = text[length..].IndexOf((byte)'\n');
            if (line < 0) return text.Length;
            length += line;
            if (length + 1 == text.Length || text[length + 1] != ' ') return length;
            length++;
        }
    }

    static ReadOnlySpan<byte> OfGroup(string group) => group switch
    {
        "bitmap" => BitmapArguments.Text,
        "cluster" => ClusterArguments.Text,
        "connection" => ConnectionArguments.Text,
        "generic" => GenericArguments.Text,
        "geo" => GeoArguments.Text,
        "hash" => HashArguments.Text,
        "hyperloglog" => HyperLogLogArguments.Text,
        "list" => ListArguments.Text,
        "pubsub" => PubSubArguments.Text,
        "scripting" => ScriptingArguments.Text,
        "sentinel" => SentinelArguments.Text,
        "server" => ServerArguments.Text,
        "set" => SetArguments.Text,
        "sorted-set" => SortedSetArguments.Text,
        "stream" => StreamArguments.Text,
        "string" => StringArguments.Text,
        "transactions" => TransactionsArguments.Text,
        _ => default,
    };
}
