using AotKv.Bench.Loads;
using AotKv.Loopback;

namespace AotKv.Bench.Parts;

/// <summary>
/// The same reactor answering a constant: how far the server is from what the kernel allows. Beside it ours and the
/// peer with the same bytes going in and out: what is below the floor no server of this kind can reach.
/// </summary>
sealed class EchoBench(Bench bench) : Part("echo", "Echo floor, 50 clients", bench)
{
    const int ValueBytes = 64;
    const long Keys = 1_000_000;
    const double FillSeconds = 6;

    static readonly int[] pipelines = [1, 16, 64];

    public override double ExpectedSeconds =>
        RunSeconds(pipelines.Length * (1 + 2 * 3) * Options.Rounds) + FillSeconds;

    protected override void Measure(Report report)
    {
        if (Options.Echo is null || !File.Exists(Options.Echo))
        {
            report.Line("Not measured: no binary was given by --echo.");
            return;
        }
        var plain = Bench.Yard.Start(Echo());
        var valued = Bench.Yard.Start(Echo("--value", $"{ValueBytes}"));
        ServerProcess[] real = [Bench.Yard.Start(Contender.Ours(Options)), Bench.Yard.Start(Contender.Peer(Options))];
        var value = new string('x', ValueBytes);
        foreach (var server in real) Bench.Fill(server, Keys, "SET", "key:__seq__", value);
        report.Line($"CPU, microseconds a request. A million keys, values of {ValueBytes} bytes; the floor is sent " +
            $"the same requests and answers as many bytes, {Options.Backend}.");
        report.Table("load", "floor, answers/s", "floor, latency", "floor CPU", "peer CPU", "floor to peer", "ours CPU",
            "ours to peer", "ours above the floor");
        foreach (var pipeline in pipelines)
        {
            if (IsOver) return;
            Show(report, new($"PING P={pipeline}", pipeline, "PING"), [plain]);
            Show(report, new($"SET P={pipeline}", pipeline, "SET", "key:__rand_int__", value) { Keys = Keys },
                [plain, .. real]);
            Show(report, new($"GET P={pipeline}", pipeline, "GET", "key:__rand_int__") { Keys = Keys },
                [valued, .. real]);
        }
    }

    Contender Echo(params string[] more) =>
        new("echo", Options.Echo!, ["--network", Options.Backend, .. more]);

    /// <param name="report">Gets a row.</param>
    /// <param name="load">What all are sent, in turn.</param>
    /// <param name="servers">The floor, and ours and the peer's, if there are any.</param>
    void Show(Report report, Load load, ServerProcess[] servers)
    {
        var samples = Array.ConvertAll(servers, _ => new List<Sample>());
        for (var round = 0; round < Options.Rounds; round++)
            for (var i = 0; i < servers.Length; i++) samples[i].Add(Bench.Run(servers[i], load));
        var medians = Array.ConvertAll(samples, Sample.Median);
        var floor = medians[0].ServerMicroseconds;
        string[] beside = [];
        if (medians.Length > 1)
        {
            var (ours, peer) = (medians[1].ServerMicroseconds, medians[2].ServerMicroseconds);
            beside = [$"{peer:F2}", $"{floor / peer:F2}x", $"{ours:F2}", $"{ours / peer:F2}x", $"{ours - floor:F2}"];
        }
        report.Row([load.Title, $"{medians[0].PerSecond:N0}", medians[0].Latency, $"{floor:F2}", .. beside]);
    }
}
