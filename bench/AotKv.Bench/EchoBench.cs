using System.Diagnostics;
using AotKv.Loopback;

namespace AotKv.Bench;

/// <summary>The same reactor answering a constant: how far the server is from what the kernel allows.</summary>
sealed class EchoBench(Options options, Report report)
{
    public void Run()
    {
        if (options.Echo is null || !File.Exists(options.Echo)) return;
        var backend = options.Backend == "auto" ? "io_uring" : options.Backend;
        var port = ServerProcess.FreePort();
        using var echo = Process.Start(new ProcessStartInfo("taskset",
            ["-c", "0", options.Echo, "--port", $"{port}", "--network", backend]) { RedirectStandardOutput = true })!;
        try
        {
            // Its first line says that it listens.
            echo.StandardOutput.ReadLine();
            report.Section($"Echo floor ({backend}, 50 clients)");
            report.Table("pipeline", "answers/s", "CPU");
            foreach (var pipeline in (int[])[1, 16, 64])
            {
                var load = new Load("ping_mbulk", pipeline, 64, 50);
                var samples = new List<Sample>();
                for (var round = 0; round < options.Rounds; round++)
                    samples.Add(LoadGenerator.Run(port, echo.Id, load.Command, load, load.Requests(options.IsQuick)));
                var median = Sample.Median(samples);
                report.Row($"P={pipeline}", $"{median.PerSecond:N0}", $"{median.ServerMicroseconds:F2}");
            }
        }
        finally
        {
            echo.Kill();
            echo.WaitForExit();
        }
    }
}
