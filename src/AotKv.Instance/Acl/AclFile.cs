using System.Globalization;
using System.Text;
using AotKv.Instance.Configuration;

namespace AotKv.Instance.Acl;

/// <summary>
/// The file that aclfile names: one user a line. Read at start and by ACL LOAD, all of it or nothing; written by ACL
/// SAVE beside itself, and then put in its place.
/// </summary>
public sealed class AclFile(string name, Users users)
{
    const string NothingChanged =
        "WARNING: ACL errors detected, no change to the previously active ACL rules was performed";

    readonly string path = ByteText.ToPath(name);

    /// <summary>Reads all users. Null, with the errors in one line, where there is one.</summary>
    public Dictionary<string, UserRules>? Read(out string errors)
    {
        string text;
        try
        {
            text = ByteText.FromBytes(File.ReadAllBytes(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors = $"Error loading ACLs, opening file '{name}': {Reason(failure)}";
            return null;
        }
        var complaints = new StringBuilder();
        var read = new Dictionary<string, UserRules>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++) ReadLine(lines[i].Trim(' ', '\t', '\r'), i + 1, read, complaints);
        errors = complaints.ToString();
        if (errors.Length == 0) return read;
        errors += NothingChanged;
        return null;
    }

    void ReadLine(string line, int number, Dictionary<string, UserRules> read, StringBuilder errors)
    {
        if (line.Length == 0) return;
        var words = line.Split(' ');
        if (words[0] != "user" || words.Length < 2)
        {
            errors.Append(Here(number)).Append(" should start with user keyword followed by the username. ");
            return;
        }
        var user = words[1];
        if (Selector.HasBlank(user))
        {
            errors.Append($"'{Here(number)}: username '{user}' contains invalid characters. ");
            return;
        }
        var rules = users.MakeRules();
        if (!read.TryAdd(user, rules))
        {
            errors.Append(CultureInfo.InvariantCulture, $"WARNING: Duplicate user '{user}' found on line {number}. ");
            return;
        }
        if (RuleWords.Merge(words[2..], out _) is { } merged) Apply(merged, number, rules, errors);
        else errors.Append($"{Here(number)}: Unmatched parenthesis in selector definition.");
    }

    /// <summary>Unknown commands are named, one by one; of other errors the first of a line is.</summary>
    void Apply(List<string> words, int number, UserRules rules, StringBuilder errors)
    {
        var isWrong = false;
        foreach (var word in words)
        {
            var rule = word.Trim('\t', '\r', '\n');
            var error = rules.Apply(rule);
            if (error == RuleError.UnknownCommand)
                errors.Append($"{Here(number)}: Error in applying operation '{rule}': {error.Text()}. ");
            else if (error != RuleError.None && !isWrong)
            {
                errors.Append($"{Here(number)}: {error.Text()}. ");
                isWrong = true;
            }
        }
    }

    string Here(int line) => string.Create(CultureInfo.InvariantCulture, $"{name}:{line}");

    /// <summary>Writes all users. Null, or what the log should say.</summary>
    public string? Write()
    {
        var text = new StringBuilder();
        foreach (var user in users.All()) text.Append($"{user}\n");
        var beside = $"{path}.tmp-{Environment.ProcessId}-{Environment.TickCount64}";
        var step = "Opening temp ACL file for ACL SAVE";
        try
        {
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
            {
                step = "Writing ACL file for ACL SAVE";
                file.Write(ByteText.ToBytes(text.ToString()));
                file.Flush(flushToDisk: true);
            }
            step = "Renaming ACL file for ACL SAVE";
            File.Move(beside, path, overwrite: true);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            return $"{step}: {Reason(failure)}";
        }
    }

    static string Reason(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "No such file or directory",
        UnauthorizedAccessException => "Permission denied",
        _ => failure.Message,
    };
}
