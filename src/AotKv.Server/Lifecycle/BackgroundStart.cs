using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;
using AotKv.Linux;

namespace AotKv.Server.Lifecycle;

/// <summary>
/// daemonize. The surprising fact: the process in the background is a new one that reads the same command line again,
/// because a runtime with threads cannot go on behind a fork. The main thread, at start.
/// </summary>
/// <param name="startedIn">The working directory before the configuration changed it.</param>
sealed class BackgroundStart(string startedIn)
{
    /// <summary>True in the process that was started into the background.</summary>
    public static bool IsThere => Environment.GetEnvironmentVariable(Supervision.BackgroundVariable) is not null;

    /// <summary>Starts the server again behind us, with what we read from standard input; our exit code.</summary>
    public int Go(string? input, ServerLog log)
    {
        var result = Supervision.StartInBackground(startedIn, input is null ? null : ByteText.ToBytes(input));
        if (result > 0) return 0;
        log.Warning($"Can't start in the background: {Errno.Describe(-result)}");
        return 1;
    }
}
