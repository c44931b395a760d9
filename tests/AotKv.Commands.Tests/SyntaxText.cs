using System.Text;
using AotKv.Commands.Documentation;

namespace AotKv.Commands.Tests;

/// <summary>Writes arguments the way Valkey writes a command's syntax: <c>[NX|XX] key [key ...]</c>.</summary>
static class SyntaxText
{
    public static string Of(ReadOnlySpan<byte> arguments, string separator = " ")
    {
        var parts = new List<string>();
        var reader = new ArgumentReader(arguments);
        while (reader.TryNext(out var argument)) parts.Add(Of(argument));
        return string.Join(separator, parts);
    }

    static string Of(in Argument argument)
    {
        var token = argument.HasToken && argument.Token.IsEmpty ? "\"\"" : Encoding.UTF8.GetString(argument.Token);
        var value = Value(argument);
        var once = argument.IsTokenMultiple ? $"{token} {value}" : value;
        var text = argument.IsMultiple ? $"{once} [{once} ...]" : once;
        if (!argument.IsTokenMultiple) text = $"{token} {text}".Trim();
        return argument.IsOptional ? $"[{text}]" : text;
    }

    static string Value(in Argument argument)
    {
        if (argument.Type.SequenceEqual("pure-token"u8)) return "";
        if (argument.Type.SequenceEqual("block"u8)) return Of(argument.Parts);
        if (!argument.Type.SequenceEqual("oneof"u8)) return Encoding.UTF8.GetString(argument.DisplayText);
        var choice = Of(argument.Parts, "|");
        return argument.IsOptional && !argument.IsMultiple && !argument.HasToken ? choice : $"<{choice}>";
    }
}
