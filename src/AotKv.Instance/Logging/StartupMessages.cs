namespace AotKv.Instance.Logging;

/// <summary>
/// The lines of a start, in Valkey's words and order: Starting, Version, then WithoutFile or ConfigurationLoaded, then
/// the banner (or Running), Initialized, Ready. Scripts and test suites wait for them.
/// </summary>
public static class StartupMessages
{
    public const string Starting = "oO0OoO0OoO0Oo Valkey is starting oO0OoO0OoO0Oo";
    public const string ConfigurationLoaded = "Configuration loaded";
    public const string ServerInitialized = "Server initialized";
    public const string ReadyOnTcp = "Ready to accept connections tcp";
    public const string ReadyOnUnix = "Ready to accept connections unix";
    public const string ReadyOnTls = "Ready to accept connections tls";

    public static string Version(string commit, int processId) =>
        $"Valkey version={ServerVersion.Compatible}, bits=64, commit={commit}, modified=0, pid={processId}, "
        + "just started";

    public static string WithoutFile(string executable) =>
        "Warning: No config file specified, using the default config. In order to specify a config file use "
        + $"{executable} /path/to/valkey.conf";

    /// <summary>Logged where the banner is not shown.</summary>
    public static string Running(string mode, long port) => $"Running mode={mode}, port={port}.";
}
