using System.Buffers.Text;
using AotKv.Engine;

namespace AotKv.Commands.Documentation;

/// <summary>Answers with arguments as COMMAND DOCS does: an array of maps, which may have such arrays again.</summary>
static class ArgumentReply
{
    public static void Answer(in Reply reply, ReadOnlySpan<byte> text)
    {
        var place = reply.BeginArray();
        var count = 0;
        var reader = new ArgumentReader(text);
        while (reader.TryNext(out var argument))
        {
            Answer(reply, argument);
            count++;
        }
        reply.EndArray(place, count);
    }

    static void Answer(in Reply reply, in Argument argument)
    {
        var place = reply.BeginArray();
        var fields = 2;
        Text(reply, "name"u8, argument.Name);
        Text(reply, "type"u8, argument.Type);
        if (argument.Parts.IsEmpty) fields += TextIfAny(reply, "display_text"u8, argument.DisplayText);
        if (Utf8Parser.TryParse(argument.KeySpecIndex, out int index, out _))
        {
            reply.Bulk("key_spec_index"u8);
            reply.Integer(index);
            fields++;
        }
        if (argument.HasToken)
        {
            Text(reply, "token"u8, argument.Token);
            fields++;
        }
        fields += TextIfAny(reply, "since"u8, argument.Since);
        fields += TextIfAny(reply, "deprecated_since"u8, argument.DeprecatedSince);
        fields += Flags(reply, argument);
        if (!argument.Parts.IsEmpty)
        {
            reply.Bulk("arguments"u8);
            Answer(reply, argument.Parts);
            fields++;
        }
        reply.EndMap(place, fields);
    }

    /// <summary>The number of fields written.</summary>
    static int Flags(in Reply reply, in Argument argument)
    {
        var count = (argument.IsOptional ? 1 : 0) + (argument.IsMultiple ? 1 : 0) + (argument.IsTokenMultiple ? 1 : 0);
        if (count == 0) return 0;
        reply.Bulk("flags"u8);
        reply.Set(count);
        if (argument.IsOptional) reply.Simple("optional"u8);
        if (argument.IsMultiple) reply.Simple("multiple"u8);
        if (argument.IsTokenMultiple) reply.Simple("multiple_token"u8);
        return 1;
    }

    static int TextIfAny(in Reply reply, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        Text(reply, name, text);
        return 1;
    }

    static void Text(in Reply reply, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        reply.Bulk(name);
        reply.Bulk(text);
    }
}
