using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;

namespace AotKv.Server.Lifecycle;

/// <summary>The file that holds the process id while the server runs. The main thread.</summary>
sealed class PidFile
{
    const string DefaultPath = "/var/run/valkey.pid";

    PidFile(string path) => Path = path;

    /// <summary>Byte text; empty where there is none.</summary>
    public string Path { get; }

    /// <summary>Where it would be: pidfile, or a place of its own in the background.</summary>
    public static PidFile Of(Settings settings, bool isInBackground) =>
        new(settings.PidFile.Length > 0 ? settings.PidFile : isInBackground ? DefaultPath : "");

    /// <summary>Writes it where one is wanted; a failure is logged only.</summary>
    public void Write(int processId, ServerLog log)
    {
        if (Path.Length == 0) return;
        if (new CommandLine.ConfigurationFileSystem().TryWrite(Path, $"{processId}\n", out var reason)) return;
        log.Warning($"Failed to write PID file: {reason}");
    }

    public void Remove(ServerLog log)
    {
        if (Path.Length == 0) return;
        log.Notice("Removing the pid file.");
        try
        {
            File.Delete(ByteText.ToPath(Path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It stays, as in Valkey: the next start writes over it.
        }
    }
}
