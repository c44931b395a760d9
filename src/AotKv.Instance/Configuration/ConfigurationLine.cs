using System.Text;

namespace AotKv.Instance.Configuration;

/// <summary>The words of one line of configuration: splitting with quotes and escapes, and quoting back.</summary>
public static class ConfigurationLine
{
    /// <summary>
    /// Splits a line into words. "..." knows \n \r \t \b \a \xHH and takes any other escaped char as it is; '...' knows
    /// \' only. A closing quote may be followed by more of the same word. False where a quote stays open.
    /// </summary>
    public static bool TrySplit(string line, out string[] words)
    {
        var found = new List<string>();
        var at = 0;
        words = [];
        while (true)
        {
            while (at < line.Length && NumberText.IsBlank(line[at])) at++;
            if (at == line.Length || line[at] == '\0') break;
            if (!TryTakeWord(line, ref at, out var word)) return false;
            found.Add(word);
        }

        words = [.. found];
        return true;
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

    static bool TryTakeWord(string line, ref int at, out string word)
    {
        var built = new StringBuilder();
        word = "";
        while (at < line.Length && line[at] is not (' ' or '\n' or '\r' or '\t' or '\0'))
        {
            var c = line[at++];
            if (c == '"')
            {
                if (!TryTakeDoubleQuoted(line, ref at, built)) return false;
            }
            else if (c == '\'')
            {
                if (!TryTakeSingleQuoted(line, ref at, built)) return false;
            }
            else
            {
                built.Append(c);
            }
        }

        word = built.ToString();
        return true;
    }

    static bool TryTakeDoubleQuoted(string line, ref int at, StringBuilder built)
    {
        while (at < line.Length && line[at] != '\0')
        {
            var c = line[at++];
            if (c == '"') return true;
            if (c != '\\' || at == line.Length)
            {
                built.Append(c);
            }
            else if (line[at] == 'x' && at + 2 < line.Length
                && char.IsAsciiHexDigit(line[at + 1]) && char.IsAsciiHexDigit(line[at + 2]))
            {
                built.Append((char)Convert.ToByte(line.Substring(at + 1, 2), 16));
                at += 3;
            }
            else
            {
                built.Append(Unescape(line[at++]));
            }
        }

        return false;
    }

    static bool TryTakeSingleQuoted(string line, ref int at, StringBuilder built)
    {
        while (at < line.Length && line[at] != '\0')
        {
            var c = line[at++];
            if (c == '\'') return true;
            if (c == '\\' && at < line.Length && line[at] == '\'') c = line[at++];
            built.Append(c);
        }

        return false;
    }

    static char Unescape(char c) => c switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\b',
        'a' => '\a',
        _ => c,
    };
}
