using System.Text;
using AotKv.Instance.Configuration;

namespace AotKv.Server.CommandLine;

/// <summary>
/// Turns `--port 6380 --save "" --bind a b` into lines of a configuration file, which are read after the file. Byte
/// text. Valkey's rules: a value may start with dashes if its directive has none yet; a lone `--save` means none.
/// </summary>
sealed class DirectiveLines
{
    readonly StringBuilder text = new();

    // False while the last directive has no value: what comes is then one, dashes or not.
    bool hasValue = true;

    public DirectiveLines(IReadOnlyList<string> arguments, int start)
    {
        var last = arguments.Count - 1;
        for (var i = start; i <= last; i++)
        {
            var argument = arguments[i];
            if (argument == "-" && (i == 0 || i == last))
            {
                ReadStandardInput = true;
            }
            else if (hasValue && argument.StartsWith("--", StringComparison.Ordinal))
            {
                AddDirective(argument, next: i < last ? arguments[i + 1] : null);
            }
            else
            {
                text.Append(ConfigurationLine.Quote(ByteText.FromUnicode(argument))).Append(' ');
                hasValue = true;
            }
        }
    }

    public bool ReadStandardInput { get; }

    public string Text => text.ToString();

    void AddDirective(string argument, string? next)
    {
        if (text.Length > 0) text.Append('\n');
        text.Append(ByteText.FromUnicode(argument[2..])).Append(' ');

        // "--port 6380" in one argument brings its value along.
        hasValue = !ConfigurationLine.TrySplit(argument, out var words) || words.Length != 1;
        if (hasValue || !argument.Equals("--save", StringComparison.OrdinalIgnoreCase)) return;
        if (next is not null && !next.StartsWith("--", StringComparison.Ordinal)) return;
        text.Append("\"\"");
        hasValue = true;
    }
}
