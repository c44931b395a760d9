using AotKv.Instance;

namespace AotKv.Server.CommandLine;

/// <summary>What --version and --help print.</summary>
static class ServerTexts
{
    /// <summary>One line; scripts read `v=` in it, which is the Valkey version we are compatible with.</summary>
    public static string Version(string ownVersion, string commit, string build) =>
        $"Valkey server v={ServerVersion.Compatible} sha={commit}:0 malloc=aotkv bits=64 build={build} "
        + $"(AotKv {ownVersion})\n";

    public const string Help =
        """
        Usage: valkey-server [FILE] [--directive value ...] [-]
               valkey-server -                        take the configuration from standard input
               valkey-server -v | --version           print the version
               valkey-server -h | --help              print this
               valkey-server --test-memory MEGABYTES  test the machine's memory
               valkey-server --check-system           look for settings of the system that do harm

        FILE is a configuration file; the repository's valkey.conf documents every directive. Any of them can be given
        as an option too, and then wins over the file and over standard input.

        Examples:
               valkey-server                          run with the defaults
               valkey-server /etc/valkey/valkey.conf
               valkey-server --port 7777 --replicaof 127.0.0.1 6379
               valkey-server /etc/valkey/valkey.conf --loglevel verbose
               echo 'maxmemory 128mb' | valkey-server -

        """;
}
