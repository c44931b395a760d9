using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AotKv.Loopback;

/// <summary>A server under test with its own port and empty directory, ended and removed with this object.</summary>
public sealed class ServerProcess : IDisposable
{
    static readonly TimeSpan startTimeout = TimeSpan.FromSeconds(20);

    readonly Process process;
    readonly StringBuilder log = new();
    readonly string directory;

    ServerProcess(string program, int port, string[] before, string[] arguments)
    {
        Port = port;
        directory = Directory.CreateTempSubdirectory("aotkv-test-").FullName;
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        string[] always = ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
        foreach (var argument in (string[])[.. before, .. always, .. arguments]) start.ArgumentList.Add(argument);
        process = new() { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public string Log
    {
        get { lock (log) return log.ToString(); }
    }

    /// <summary>The end of the log where the server has ended by itself, else nothing: for a test's message.</summary>
    public string LastWords()
    {
        // The socket closes a moment before the process is gone.
        if (!process.WaitForExit(milliseconds: 1_000)) return "";
        process.WaitForExit();
        return $"The server ended with {process.ExitCode}:\n{Log[Math.Max(0, Log.Length - 4_000)..]}";
    }

    /// <summary>Starts any server and waits until it answers.</summary>
    public static ServerProcess Start(string binary, params string[] arguments) =>
        StartAt(binary, FreePort(), arguments);

    public static ServerProcess StartAt(string binary, int port, params string[] arguments) =>
        StartAt(binary, port, before: [], arguments);

    /// <summary>Starts a program that turns into the server: taskset, with the server in its arguments.</summary>
    public static ServerProcess StartAt(string program, int port, string[] before, string[] arguments)
    {
        var server = new ServerProcess(program, port, before, arguments);
        try
        {
            server.WaitUntilItAnswers();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Starts the binary that the tests are about, with a number of shards and a network back end.</summary>
    public static ServerProcess StartOurs(int shards, string backend, params string[] arguments) =>
        StartOursAt(FreePort(), shards, backend, arguments);

    public static ServerProcess StartOursAt(int port, int shards, string backend, params string[] arguments)
    {
        string[] threads = ["--io-threads", $"{shards}"];
        string[] debug = IsOurs ? ["--enable-debug-command", "yes"] : [];
        // Another server can be tried with the same tests; it knows nothing of our back ends.
        string[] network = IsOurs ? ["--network-backend", backend] : [];
        return StartAt(OurBinary, port, [.. threads, .. debug, .. network, .. arguments]);
    }

    /// <summary>AOTKV_BINARY, or out/aotkv-server of this repository.</summary>
    public static string OurBinary =>
        Environment.GetEnvironmentVariable("AOTKV_BINARY") ?? Path.Combine(Repository.Root, "out", "aotkv-server");

    public static bool IsOurs => Path.GetFileName(OurBinary).StartsWith("aotkv", StringComparison.Ordinal);

    /// <summary>Debian's redis-server: AOTKV_ORACLE, or the one that is installed.</summary>
    public static string OracleBinary =>
        Environment.GetEnvironmentVariable("AOTKV_ORACLE") ?? "/usr/bin/redis-server";

    public RespConnection Connect() => new(Port);

    /// <summary>As <c>kill -9</c>.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>The bytes of memory that are resident, as the kernel counts them.</summary>
    public long ResidentBytes()
    {
        foreach (var line in File.ReadLines($"/proc/{process.Id}/status"))
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                return long.Parse(line.AsSpan(6).Trim()[..^3]) * 1024;
        throw new InvalidDataException("The kernel shows no VmRSS.");
    }

    public static int FreePort()
    {
        while (true)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var port = ((IPEndPoint)probe.LocalEndPoint!).Port;
            lock (portsGiven)
                if (portsGiven.Add(port)) return port;
        }
    }

    /// <summary>
    /// Between the asking and the server's start the system may give a port out once more: to a test beside this one,
    /// whose server this one would then talk to.
    /// </summary>
    static readonly HashSet<int> portsGiven = [];

    void WaitUntilItAnswers()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < startTimeout;)
        {
            if (process.HasExited) break;
            try
            {
                using var connection = Connect();
                if (connection.Call("PING").Text == "PONG") return;
            }
            catch (Exception error) when (error is SocketException or EndOfStreamException)
            {
                Thread.Sleep(2);
            }
        }
        throw new InvalidOperationException($"{process.StartInfo.FileName} does not answer on {Port}:\n{Log}");
    }

    void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (log) log.AppendLine(line.Data);
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}
