using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using AotKv.Loopback;

namespace AotKv.Process.Tests;

/// <summary>
/// The binary under test as a user starts it: with the command line, environment and standard input of the test's
/// choice, in a folder of its own. Ended and removed with this object.
/// </summary>
sealed class Launch : IDisposable
{
    const int Terminate = 15;
    const int Kill = 9;

    static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    readonly System.Diagnostics.Process process;
    readonly StringBuilder output = new();
    readonly StringBuilder errors = new();

    public Launch(params string[] arguments) : this(new LaunchOptions(), arguments)
    {
    }

    public Launch(LaunchOptions options, params string[] arguments)
    {
        Folder = options.Folder ?? Directory.CreateTempSubdirectory("aotkv-process-").FullName;
        string[] words = [.. options.Before, ServerProcess.OurBinary, .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        foreach (var (name, value) in options.Environment) start.Environment[name] = value;
        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Write(options.Input);
        process.StandardInput.Close();
    }

    public string Folder { get; }

    public int Id => process.Id;

    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    public string Errors
    {
        get { lock (errors) return errors.ToString(); }
    }

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Starts with a free port, and waits until it answers there.</summary>
    public static Launch Server(out RespConnection client, params string[] arguments) =>
        Server(new LaunchOptions(), out client, arguments);

    public static Launch Server(LaunchOptions options, out RespConnection client, params string[] arguments)
    {
        var port = ServerProcess.FreePort();
        string[] always = ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--enable-debug-command", "yes"];
        var launch = new Launch(options, [.. arguments, .. always]);
        client = launch.Connect(port);
        return launch;
    }

    /// <summary>A connection to the port, once something answers there.</summary>
    public RespConnection Connect(int port)
    {
        RespConnection? connected = null;
        Until(() =>
        {
            try
            {
                connected = new(port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }, "nothing answers");
        return connected!;
    }

    public void Signal(int signal) => Assert.Equal(0, kill(process.Id, signal));

    /// <summary>The exit code: 128 and the signal's number for a process that a signal ended.</summary>
    public int WaitForExit()
    {
        Assert.True(process.WaitForExit(patience), $"It does not end:\n{Output}{Errors}");
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Ends it in order; its exit code.</summary>
    public int Stop()
    {
        Signal(Terminate);
        return WaitForExit();
    }

    public void WaitForOutput(string text) => Until(() => Output.Contains(text), $"no '{text}'");

    /// <summary>Waits until the condition holds.</summary>
    public void Until(Func<bool> condition, string complaint)
    {
        for (var waited = Stopwatch.StartNew(); !condition();)
        {
            Assert.True(waited.Elapsed < patience, $"{complaint}:\n{Output}{Errors}");
            Thread.Sleep(5);
        }
    }

    /// <summary>Sends a signal to a process that is not ours to wait for.</summary>
    public static void Signal(int processId, int signal) => kill(processId, signal);

    public static bool IsAlive(int processId) => kill(processId, 0) == 0;

    static void Keep(StringBuilder lines, string? line)
    {
        if (line is null) return;
        lock (lines) lines.Append(line).Append('\n');
    }

    [DllImport("libc")]
    static extern int kill(int processId, int signal);

    public void Dispose()
    {
        if (!process.HasExited) kill(process.Id, Kill);
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
