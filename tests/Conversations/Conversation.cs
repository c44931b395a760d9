using System.Text.RegularExpressions;

namespace AotKv.Conversations.Tests;

/// <summary>A file of requests and expected replies; docs/TESTING.md tells the notation.</summary>
sealed partial class Conversation
{
    readonly List<object> parts = [];

    /// <summary>Connections speak RESP3 from the start.</summary>
    public bool IsResp3 { get; private set; }

    /// <summary>Directives that are set before and put back after.</summary>
    public List<(string Name, string Value)> Configuration { get; } = [];

    public IEnumerable<Step> Steps => parts.OfType<Step>();

    public static Conversation Parse(string text)
    {
        var conversation = new Conversation();
        Step? open = null;
        var isUnordered = false;
        var isRepeated = false;
        var isScan = false;
        var number = 0;
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            number++;
            if (RequestLine().Match(line) is { Success: true } request)
            {
                open = MakeStep(request, number, isUnordered, isRepeated, isScan);
                isUnordered = isRepeated = isScan = false;
                conversation.parts.Add(open);
            }
            else if (line is "" or "#" or ['@', ..] or ['#', ' ', ..])
            {
                open = null;
                conversation.parts.Add(line);
                if (line == "@unordered") isUnordered = true;
                else if (line == "@until") isRepeated = true;
                else if (line == "@scan") isScan = true;
                else if (line == "@resp3") conversation.IsResp3 = true;
                else if (line.StartsWith("@config ", StringComparison.Ordinal)) conversation.AddDirective(line);
                else if (line.StartsWith('@')) throw new FormatException($"Line {number}: no such header: {line}");
            }
            else if (open is null) throw new FormatException($"Line {number}: a reply to no request: {line}");
            else open.Expected.Add(line);
        }
        return conversation;
    }

    static Step MakeStep(Match line, int number, bool isUnordered, bool isRepeated, bool isScan) => new()
    {
        Connection = line.Groups[1].Value is { Length: > 0 } digits ? int.Parse(digits) : 1,
        Kind = line.Groups[2].Value switch { ">" => StepKind.Request, ">raw" => StepKind.Raw, _ => StepKind.Read },
        Request = line.Groups[3].Value,
        LineNumber = number,
        IsUnordered = isUnordered || isScan,
        IsScan = isScan,
        IsRepeated = isRepeated,
    };

    void AddDirective(string line)
    {
        var words = line.Split(' ', 3);
        Configuration.Add((words[1], words.Length > 2 ? words[2] : ""));
    }

    /// <summary>The file's text with the expectations of the steps as they are now.</summary>
    public override string ToString()
    {
        var lines = new List<string>();
        foreach (var part in parts)
        {
            if (part is not Step step)
            {
                lines.Add((string)part);
                continue;
            }
            var speaker = step.Connection == 1 ? "" : step.Connection.ToString();
            var mark = step.Kind switch { StepKind.Request => ">", StepKind.Raw => ">raw", _ => "<" };
            lines.Add($"{speaker}{mark} {step.Request}".TrimEnd(' '));
            lines.AddRange(step.Expected);
        }
        return string.Join('\n', lines) + "\n";
    }

    [GeneratedRegex(@"^(\d*)(>raw|>|<)(?: (.*)|$)")]
    private static partial Regex RequestLine();
}
