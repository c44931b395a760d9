namespace AotKv.Instance.Logging;

/// <summary>
/// The picture at start: shown where the log is a terminal, or always with always-show-logo. Scripts look in it for the
/// port, the process id and the mode.
/// </summary>
public static class StartupBanner
{
    /// <param name="ownVersion">This server's own version.</param>
    /// <param name="mode">"standalone" or "cluster".</param>
    public static string Build(string ownVersion, string commit, string mode, long port, int processId) =>
        $"""

              +--------+--------+
              |  o--o  |  o--o  |        AotKv {ownVersion} ({commit}), 64 bit
              |  | core|  | core|        Compatible with Valkey {ServerVersion.Compatible}
              |  o--+  |  o--+  |
              +-----\--+--/-----+        Running in {mode} mode
              |  o--+  |  o--+  |        Port: {port}
              |  | core|  | core|        PID: {processId}
              |  o--o  |  o--o  |
              +--------+--------+        One core, one shard, no locks.


        """;
}
