using System.Diagnostics;

namespace AotKv.Bench.Loads;

/// <summary>Runs a program to its end and takes what it prints.</summary>
static class ChildProcess
{
    public static string Output(string program, params string[] arguments) =>
        Output(TimeSpan.FromMinutes(2), program, arguments);

    /// <summary>A program that does not end in time is killed, and so are those it started.</summary>
    public static string Output(TimeSpan limit, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            throw new LoadException($"{program} did not end within {limit.TotalSeconds:F0} s.");
        }
        if (process.ExitCode != 0) throw new LoadException($"{program}: {text.Result}{errors.Result}".Trim());
        return text.Result;
    }
}
