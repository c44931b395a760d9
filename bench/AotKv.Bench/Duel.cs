using System.Diagnostics;
using AotKv.Bench.Loads;
using AotKv.Loopback;

namespace AotKv.Bench;

/// <summary>Ours and the peer under the same loads in turn, and the rows that compare their medians.</summary>
sealed class Duel(Bench bench, ServerProcess ours, ServerProcess peer)
{
    public const string Legend =
        "Ratios are ours to the peer. CPU is the server's, microseconds a request, all threads; latencies are " +
        "milliseconds, p50 / p99 / p99.9, of a closed loop: each connection waits for its answers.";

    public static readonly string[] Columns =
        ["load", "peer/s", "ours/s", "ratio", "peer CPU", "ours CPU", "ratio", "peer latency", "ours latency"];

    public ServerProcess Ours => ours;

    public ServerProcess Peer => peer;

    /// <summary>Which CPUs the load has.</summary>
    public string LoadCpus { get; init; } = Contender.LoadCpu;

    /// <summary>The same for both servers.</summary>
    public void Both(Action<ServerProcess> action)
    {
        action(ours);
        action(peer);
    }

    /// <summary>Medians of the rounds. What a load uses up is put there again before each run.</summary>
    public (Sample Ours, Sample Peer) Run(Load load, Action<ServerProcess>? before = null)
    {
        var mine = new List<Sample>();
        var other = new List<Sample>();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            mine.Add(RunAlone(ours, peer, load, before));
            other.Add(RunAlone(peer, ours, load, before));
        }
        return (Sample.Median(mine), Sample.Median(other));
    }

    /// <summary>The other one stands still meanwhile: I/O threads that wait for work may use a whole CPU.</summary>
    Sample RunAlone(ServerProcess server, ServerProcess other, Load load, Action<ServerProcess>? before)
    {
        before?.Invoke(server);
        Signal(other, "-STOP");
        try
        {
            return bench.Run(server, load, LoadCpus);
        }
        finally
        {
            Signal(other, "-CONT");
        }
    }

    static void Signal(ServerProcess server, string signal) =>
        Process.Start("kill", [signal, $"{server.Id}"]).WaitForExit();

    /// <summary>Runs a load and shows its row.</summary>
    public void Show(Report report, Load load, Action<ServerProcess>? before = null)
    {
        var (mine, other) = Run(load, before);
        report.Row(load.Title, $"{other.PerSecond:N0}", $"{mine.PerSecond:N0}",
            $"{mine.PerSecond / other.PerSecond:F2}x",
            $"{other.ServerMicroseconds:F2}", $"{mine.ServerMicroseconds:F2}",
            $"{mine.ServerMicroseconds / other.ServerMicroseconds:F2}x", other.Latency, mine.Latency);
    }
}
