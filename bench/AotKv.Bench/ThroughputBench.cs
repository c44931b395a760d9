using AotKv.Loopback;

namespace AotKv.Bench;

/// <summary>Throughput, CPU time and latency of each load, ours and the peer in turn, medians of the rounds.</summary>
sealed class ThroughputBench(Options options, Report report)
{
    const int KeyCount = 1_000_000;

    public void Run()
    {
        using var ours = Contender.Ours(options).Start();
        using var peer = Contender.Peer(options).Start();
        report.Section("Throughput, CPU time and latency");
        report.Line("Ratios are ours to the peer. CPU is the server's, microseconds a request; latencies are " +
            "milliseconds under saturation, p50 / p99 / p99.9.");
        report.Table("load", "peer/s", "ours/s", "ratio", "peer CPU", "ours CPU", "ratio", "peer latency",
            "ours latency");
        var filledWith = 0;
        foreach (var load in Load.All(options.IsQuick))
        {
            if (filledWith != load.ValueBytes) Fill(ours, peer, filledWith = load.ValueBytes);
            var mine = new List<Sample>();
            var other = new List<Sample>();
            for (var round = 0; round < options.Rounds; round++)
            {
                mine.Add(LoadGenerator.Run(ours.Port, ours.Id, load.Command, load, load.Requests(options.IsQuick)));
                other.Add(LoadGenerator.Run(peer.Port, peer.Id, load.Command, load, load.Requests(options.IsQuick)));
            }
            Show(load.Title, Sample.Median(mine), Sample.Median(other));
        }
    }

    static void Fill(ServerProcess ours, ServerProcess peer, int valueBytes)
    {
        foreach (var server in (ServerProcess[])[ours, peer])
        {
            using var client = server.Connect();
            Filler.Fill(client, KeyCount, valueBytes);
        }
    }

    void Show(string title, Sample ours, Sample peer) =>
        report.Row(title, $"{peer.PerSecond:N0}", $"{ours.PerSecond:N0}", $"{ours.PerSecond / peer.PerSecond:F2}x",
            $"{peer.ServerMicroseconds:F2}", $"{ours.ServerMicroseconds:F2}",
            $"{ours.ServerMicroseconds / peer.ServerMicroseconds:F2}x", Latency(peer), Latency(ours));

    static string Latency(Sample sample) => $"{sample.P50:F2} / {sample.P99:F2} / {sample.P999:F2}";
}
