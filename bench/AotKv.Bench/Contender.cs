using AotKv.Loopback;

namespace AotKv.Bench;

/// <summary>A binary with the arguments that make the two alike: one thread, nothing saved.</summary>
sealed class Contender(string name, string binary, params string[] arguments)
{
    const string ServerCpu = "0";

    public string Name { get; } = name;

    public string Binary { get; } = binary;

    public ServerProcess Start() =>
        ServerProcess.StartAt("taskset", ServerProcess.FreePort(), ["-c", ServerCpu, Binary], arguments);

    public static Contender Ours(Options options) =>
        new("ours", options.Ours, "--io-threads", "1", "--network-backend", options.Backend);

    public static Contender Peer(Options options) => new("peer", options.Peer, "--io-threads", "1");
}
