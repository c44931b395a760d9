using System.Text;

namespace AotKv.Loopback;

/// <summary>Replies as lines of text and requests from lines of text, the notation of conversations.</summary>
public static class RespText
{
    const int Indent = 2;

    public static List<string> Lines(RespValue value)
    {
        var lines = new List<string>();
        Append(value, lines, depth: 0);
        return lines;
    }

    static void Append(RespValue value, List<string> lines, int depth)
    {
        var indent = new string(' ', depth * Indent);
        if (!value.IsAggregate)
        {
            lines.Add(indent + Scalar(value));
            return;
        }
        var count = value.Kind == RespKind.Map ? value.Items.Length / 2 : value.Items.Length;
        lines.Add($"{indent}{(char)value.Kind}{count}");
        foreach (var item in value.Items) Append(item, lines, depth + 1);
    }

    static string Scalar(RespValue value) => value.Kind switch
    {
        RespKind.Bulk => Quote(value.Bytes),
        RespKind.NullBulk => "$-1",
        RespKind.NullArray => "*-1",
        RespKind.Null => "_",
        RespKind.Verbatim or RespKind.BulkError => (char)value.Kind + Quote(value.Bytes),
        _ => (char)value.Kind + Escape(value.Bytes),
    };

    public static string Quote(ReadOnlySpan<byte> bytes) => $"\"{Escape(bytes)}\"";

    static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var b in bytes)
            text.Append(b switch
            {
                (byte)'\\' => "\\\\",
                (byte)'"' => "\\\"",
                (byte)'\n' => "\\n",
                (byte)'\r' => "\\r",
                (byte)'\t' => "\\t",
                < 0x20 or >= 0x7f => $"\\x{b:x2}",
                _ => ((char)b).ToString(),
            });
        return text.ToString();
    }

    /// <summary>Splits a request into its arguments: words, or "quoted" with \n \r \t \" \\ \xHH.</summary>
    public static byte[][] Arguments(string line)
    {
        var arguments = new List<byte[]>();
        for (var at = 0; at < line.Length;)
        {
            if (line[at] == ' ') at++;
            else if (line[at] == '"') arguments.Add(Unquote(line, ref at));
            else
            {
                var end = line.IndexOf(' ', at);
                if (end < 0) end = line.Length;
                arguments.Add(Encoding.UTF8.GetBytes(line[at..end]));
                at = end;
            }
        }
        return [.. arguments];
    }

    static byte[] Unquote(string line, ref int at)
    {
        var bytes = new List<byte>();
        for (at++; line[at] != '"'; at++)
        {
            if (line[at] != '\\')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(line[at].ToString()));
                continue;
            }
            at++;
            switch (line[at])
            {
                case 'n': bytes.Add((byte)'\n'); break;
                case 'r': bytes.Add((byte)'\r'); break;
                case 't': bytes.Add((byte)'\t'); break;
                case 'x':
                    bytes.Add(Convert.ToByte(line.Substring(at + 1, 2), 16));
                    at += 2;
                    break;
                default: bytes.Add((byte)line[at]); break;
            }
        }
        at++;
        return [.. bytes];
    }
}
