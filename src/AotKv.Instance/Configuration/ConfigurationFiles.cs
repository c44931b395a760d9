namespace AotKv.Instance.Configuration;

/// <summary>
/// What the configuration needs of the file system, as a seam. Paths and contents are byte text. A failure's reason
/// is the operating system's, as strerror words it ("No such file or directory").
/// </summary>
public abstract class ConfigurationFiles
{
    public abstract string WorkingDirectory { get; }

    public abstract bool TryRead(string path, out string content, out string reason);

    public abstract string ReadStandardInput();

    /// <summary>The files that a shell pattern matches, sorted; none is no failure.</summary>
    public abstract IReadOnlyList<string> FindMatches(string pattern);

    public abstract bool TryChangeDirectory(string path, out string reason);

    /// <summary>Opens a file for appending, making it where it is missing, and closes it.</summary>
    public abstract bool TryOpenForAppend(string path, out string reason);

    /// <summary>Replaces a file in one step: a crash leaves the old content or the new.</summary>
    public abstract bool TryReplace(string path, string content, out string reason);
}
