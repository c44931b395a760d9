using System.Globalization;
using AotKv.Loopback;

namespace AotKv.Bench;

/// <summary>Bytes a key, by what the kernel says is resident and by what the server says it uses.</summary>
sealed class MemoryBench(Options options, Report report)
{
    public void Run()
    {
        var count = options.IsQuick ? 1_000_000 : 5_000_000;
        report.Section($"Memory, {count:N0} keys of 16 bytes");
        report.Table("value", "peer resident/key", "ours", "ratio", "peer used_memory/key", "ours", "ratio");
        foreach (var valueBytes in (int[])[16, 100])
        {
            var (peerResident, peerUsed) = Measure(Contender.Peer(options), count, valueBytes);
            var (resident, used) = Measure(Contender.Ours(options), count, valueBytes);
            report.Row($"{valueBytes} bytes", $"{peerResident:F1}", $"{resident:F1}", $"{resident / peerResident:F2}x",
                $"{peerUsed:F1}", $"{used:F1}", $"{used / peerUsed:F2}x");
        }
    }

    static (double Resident, double Used) Measure(Contender contender, int count, int valueBytes)
    {
        using var server = contender.Start();
        using var client = server.Connect();
        var resident = server.ResidentBytes();
        var used = UsedMemory(client);
        Filler.Fill(client, count, valueBytes);
        return ((server.ResidentBytes() - resident) / (double)count, (UsedMemory(client) - used) / (double)count);
    }

    static long UsedMemory(RespConnection client)
    {
        const string field = "used_memory:";
        foreach (var line in client.Call("INFO", "memory").Text.Split("\r\n"))
            if (line.StartsWith(field, StringComparison.Ordinal))
                return long.Parse(line[field.Length..], CultureInfo.InvariantCulture);
        throw new InvalidDataException("INFO shows no used_memory.");
    }
}
