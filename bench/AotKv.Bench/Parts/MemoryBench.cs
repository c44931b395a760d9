using AotKv.Bench.Loads;

namespace AotKv.Bench.Parts;

/// <summary>Bytes a key, by what the kernel says is resident and by what the server says it uses.</summary>
sealed class MemoryBench(Bench bench) : Part("memory", "Memory", bench)
{
    const double FillSecondsPerMillion = 1.5;

    static readonly int[] valueSizes = [16, 100];

    long Keys => Options.IsQuick ? 1_000_000 : 5_000_000;

    public override double ExpectedSeconds =>
        2 * valueSizes.Length * (1 + Keys / 1e6 * FillSecondsPerMillion) + new ElementMemory(Bench).ExpectedSeconds;

    protected override void Measure(Report report)
    {
        report.Table($"value, of {Keys:N0} keys of 16 bytes", "peer resident/key", "ours", "ratio",
            "peer used_memory/key", "ours", "ratio");
        foreach (var valueBytes in valueSizes)
        {
            if (IsOver) return;
            var (peerResident, peerUsed) = Grown(Contender.Peer(Options), valueBytes);
            var (resident, used) = Grown(Contender.Ours(Options), valueBytes);
            report.Row($"{valueBytes} bytes", $"{peerResident:F1}", $"{resident:F1}", $"{resident / peerResident:F2}x",
                $"{peerUsed:F1}", $"{used:F1}", $"{used / peerUsed:F2}x");
        }
        if (!IsOver) new ElementMemory(Bench).Measure(report);
    }

    (double Resident, double Used) Grown(Contender contender, int valueBytes)
    {
        var server = Bench.Yard.Start(contender);
        using var client = server.Connect();
        var resident = server.ResidentBytes();
        var used = ServerInfo.UsedMemory(client);
        Bench.Fill(server, Keys, "SET", "key:__seq__", new('x', valueBytes));
        resident = server.ResidentBytes() - resident;
        used = ServerInfo.UsedMemory(client) - used;
        Bench.Yard.Stop(server);
        return (resident / (double)Keys, used / (double)Keys);
    }
}
