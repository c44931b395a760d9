namespace AotKv.Instance.Configuration;

/// <summary>Why the server cannot start. Exactly one of the two texts is set; the exit code is 1.</summary>
/// <param name="StandardError">Written to standard error as it is.</param>
/// <param name="LogLine">Logged as a warning.</param>
public sealed record LoadFailure(string? StandardError, string? LogLine)
{
    internal static LoadFailure AtLine(int number, string line, string reason) => new(
        $"\n*** FATAL CONFIG FILE ERROR (Version {ServerVersion.Compatible}) ***\n"
        + $"Reading the configuration file, at line {number}\n>>> '{line}'\n{reason}\n",
        LogLine: null);

    internal static LoadFailure AtEnd(string reason) => new(
        $"\n*** FATAL CONFIG FILE ERROR (Version {ServerVersion.Compatible}) ***\n{reason}\n", LogLine: null);

    internal static LoadFailure Unreadable(string path, string reason) =>
        new(StandardError: null, $"Fatal error, can't open config file '{path}': {reason}");
}
