using AotKv.Instance.Configuration;

namespace AotKv.Instance.Tests;

/// <summary>Files in memory: what the configuration reads and writes during one test.</summary>
sealed class MemoryFiles : ConfigurationFiles
{
    public Dictionary<string, string> Contents { get; } = [];

    public HashSet<string> Directories { get; } = ["/start", "/tmp"];

    public string StandardInput { get; init; } = "";

    string directory = "/start";

    public override string WorkingDirectory => directory;

    public override bool TryRead(string path, out string content, out string reason)
    {
        reason = ConfigurationErrors.NoSuchFile;
        content = Contents.GetValueOrDefault(path, "");
        return Contents.ContainsKey(path);
    }

    public override string ReadStandardInput() => StandardInput;

    public override IReadOnlyList<string> FindMatches(string pattern) =>
        [.. Contents.Keys.Where(path => NamePattern.Matches(pattern, path)).Order()];

    public override bool TryChangeDirectory(string path, out string reason)
    {
        reason = ConfigurationErrors.NoSuchFile;
        if (path is "." or "./") return true;
        if (!Directories.Contains(path)) return false;
        directory = path;
        return true;
    }

    public override bool TryOpenForAppend(string path, out string reason)
    {
        reason = "Permission denied";
        return !path.StartsWith("/locked/", StringComparison.Ordinal);
    }

    public override bool TryReplace(string path, string content, out string reason)
    {
        reason = "";
        Contents[path] = content;
        return true;
    }
}
