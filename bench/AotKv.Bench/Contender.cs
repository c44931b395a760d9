namespace AotKv.Bench;

/// <summary>A binary with the arguments that make the two alike: as many threads, nothing saved.</summary>
sealed record Contender(string Name, string Binary, params string[] Arguments)
{
    public const string ServerCpu = "0";
    public const string LoadCpu = "1";
    public const string BothCpus = "0,1";

    public static Contender Ours(Options options, int threads = 1) =>
        new("ours", options.Ours, "--io-threads", $"{threads}", "--network-backend", options.Backend);

    public static Contender Peer(Options options, int threads = 1) =>
        new("peer", options.Peer, "--io-threads", $"{threads}");
}
