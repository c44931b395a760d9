using System.Text;
using AotKv.Memory;
using AotKv.Wire.Text;

namespace AotKv.Instance.Configuration;

/// <summary>The words of one line of configuration: splitting with quotes and escapes, and quoting back.</summary>
public static class ConfigurationLine
{
    /// <summary>
    /// Splits a line into words, quotes and escapes taken away (<see cref="QuotedArguments"/>). False where a quote
    /// stays open.
    /// </summary>
    public static bool TrySplit(string line, out string[] words)
    {
        words = [];
        var bytes = ByteText.ToBytes(line);
        var ranges = new NativeList<ArgumentRange>();
        try
        {
            if (!QuotedArguments.TrySplit(bytes, BackslashAtEnd.Escape, ref ranges)) return false;
            words = new string[ranges.Count];
            for (var i = 0; i < words.Length; i++)
                words[i] = ByteText.FromBytes(bytes.AsSpan(ranges[i].Start, ranges[i].Length));
            return true;
        }
        finally
        {
            ranges.Dispose();
        }
    }

    /// <summary>The text in double quotes, so that <see cref="TrySplit"/> reads it back.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '\\' => "\\\\",
                '"' => "\\\"",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\a' => "\\a",
                '\b' => "\\b",
                >= ' ' and <= '~' => c.ToString(),
                _ => $"\\x{(int)c:x2}",
            });
        }

        return quoted.Append('"').ToString();
    }
}
