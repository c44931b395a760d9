using System.Runtime.InteropServices;
using AotKv.Instance.Configuration;

namespace AotKv.Server.CommandLine;

/// <summary>The real files behind the configuration, read and written at start and by CONFIG only.</summary>
sealed class ConfigurationFileSystem : ConfigurationFiles
{
    const UnixFileMode FileMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public override string WorkingDirectory => ByteText.FromUnicode(Directory.GetCurrentDirectory());

    public override bool TryRead(string path, out string content, out string reason)
    {
        var read = "";
        var isRead = TryDo(() => read = ByteText.FromBytes(File.ReadAllBytes(ByteText.ToPath(path))), out reason);
        content = read;
        return isRead;
    }

    public override string ReadStandardInput()
    {
        using var input = Console.OpenStandardInput();
        using var bytes = new MemoryStream();
        input.CopyTo(bytes);
        return StandardInput = ByteText.FromBytes(bytes.ToArray());
    }

    /// <summary>What standard input said, once it was read; it can be read once only.</summary>
    public string? StandardInput { get; private set; }

    public override IReadOnlyList<string> FindMatches(string pattern)
    {
        var whole = ByteText.ToPath(pattern);
        var found = new List<string> { whole.StartsWith('/') ? "/" : "" };
        foreach (var part in whole.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = [.. found.SelectMany(directory => Descend(directory, part))];
        }

        found.Sort(string.CompareOrdinal);
        return [.. found.Select(ByteText.FromUnicode)];
    }

    public override bool TryChangeDirectory(string path, out string reason) =>
        TryDo(() => Directory.SetCurrentDirectory(ByteText.ToPath(path)), out reason);

    public override bool TryOpenForAppend(string path, out string reason) =>
        TryDo(() => File.Open(ByteText.ToPath(path), System.IO.FileMode.Append, FileAccess.Write,
            FileShare.ReadWrite | FileShare.Delete).Dispose(), out reason);

    /// <summary>Writes a small file that others may read, over an older one.</summary>
    public bool TryWrite(string path, string content, out string reason) =>
        TryDo(() => File.WriteAllBytes(ByteText.ToPath(path), ByteText.ToBytes(content)), out reason);

    public override bool TryReplace(string path, string content, out string reason)
    {
        var target = ByteText.ToPath(path);
        var temporary = $"{target}.{Environment.ProcessId}.{Environment.TickCount64:x}";
        return TryDo(() => Replace(target, temporary, ByteText.ToBytes(content)), out reason);
    }

    static void Replace(string target, string temporary, byte[] content)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        var options = new FileStreamOptions
        {
            Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = FileMode,
        };
        try
        {
            using (var file = new FileStream(temporary, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    static IEnumerable<string> Descend(string directory, string part)
    {
        if (!NamePattern.HasWildcard(part))
        {
            var path = Path.Combine(directory, part);
            return Path.Exists(path) ? [path] : [];
        }

        var at = directory.Length == 0 ? "." : directory;
        if (!Directory.Exists(at)) return [];

        // As the shell has it: [!a] negates, and a leading dot has to be asked for.
        var pattern = ByteText.FromUnicode(part.Replace("[!", "[^"));
        return Directory.EnumerateFileSystemEntries(at)
            .Select(path => Path.GetFileName(path)!)
            .Where(name => name[0] != '.' || part[0] == '.')
            .Where(name => NamePattern.Matches(pattern, ByteText.FromUnicode(name)))
            .Select(name => Path.Combine(directory, name));
    }

    static bool TryDo(Action action, out string reason)
    {
        reason = "";
        try
        {
            action();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            reason = Explain(failure);
            return false;
        }
    }

    // The C library's words, where .NET has its own.
    static string Explain(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => ConfigurationErrors.NoSuchFile,
        UnauthorizedAccessException => "Permission denied",
        PathTooLongException => "File name too long",
        ArgumentException => "Invalid argument",
        _ => Marshal.GetPInvokeErrorMessage(failure.HResult),
    };
}
