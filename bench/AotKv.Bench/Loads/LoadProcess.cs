using System.Globalization;

namespace AotKv.Bench.Loads;

/// <summary>The child process: runs a plan and prints what it saw as one line, which the parent reads.</summary>
static class LoadProcess
{
    public static int Run(string[] arguments)
    {
        try
        {
            var plan = LoadPlan.Parse(arguments);
            using var engine = new LoadEngine(plan);
            var cpu = CpuTime.NanosecondsOf(plan.Server);
            engine.Run();
            cpu = CpuTime.NanosecondsOf(plan.Server) - cpu;
            var times = engine.Latencies;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{engine.Answered} {engine.Seconds:F6} {cpu} {engine.Errors} {times.Percentile(50)} " +
                $"{times.Percentile(99)} {times.Percentile(99.9)} {times.Max}"));
            return 0;
        }
        catch (Exception failure) when (failure is LoadException or System.Net.Sockets.SocketException or IOException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }
}
