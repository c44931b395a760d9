using AotKv.Instance.Configuration;

namespace AotKv.Interleavings.Tests.Simulated;

/// <summary>A file system with nothing in it.</summary>
sealed class NoFiles : ConfigurationFiles
{
    public override string WorkingDirectory => "/";

    public override bool TryRead(string path, out string content, out string reason)
    {
        content = reason = "";
        return false;
    }

    public override string ReadStandardInput() => "";

    public override IReadOnlyList<string> FindMatches(string pattern) => [];

    public override bool TryChangeDirectory(string path, out string reason)
    {
        reason = "";
        return true;
    }

    public override bool TryOpenForAppend(string path, out string reason)
    {
        reason = "";
        return true;
    }

    public override bool TryReplace(string path, string content, out string reason)
    {
        reason = "";
        return false;
    }
}
