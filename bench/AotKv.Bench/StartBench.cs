using System.Diagnostics;
using System.Net.Sockets;
using AotKv.Loopback;

namespace AotKv.Bench;

/// <summary>From the start of the process to the first answer to PING, and what it then holds of memory.</summary>
sealed class StartBench(Options options, Report report)
{
    public void Run()
    {
        report.Section("Start");
        report.Table("", "first PING, ms (median; worst)", "idle resident, MB");
        foreach (var contender in (Contender[])[Contender.Peer(options), Contender.Ours(options)])
        {
            var times = new List<double>();
            long resident = 0;
            for (var i = 0; i < (options.IsQuick ? 10 : 30); i++)
            {
                var started = Stopwatch.GetTimestamp();
                using var server = contender.Start();
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                resident = server.ResidentBytes();
            }
            times.Sort();
            report.Row(contender.Name, $"{times[times.Count / 2]:F1}; {times[^1]:F1}", $"{resident / 1e6:F1}");
        }
    }
}
