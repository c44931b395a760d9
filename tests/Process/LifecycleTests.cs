using System.Net.Sockets;
using System.Text;

namespace AotKv.Process.Tests;

/// <summary>The process between its start and its end: signals, supervisors, the background.</summary>
public sealed class LifecycleTests
{
    const int HangUp = 1;
    const int Interrupt = 2;
    const int Terminate = 15;
    const int Continue = 18;

    [Theory]
    [InlineData(Terminate, "SIGTERM")]
    [InlineData(Interrupt, "SIGINT")]
    public void Signals_end_the_server_in_order(int signal, string name)
    {
        using var launch = Launch.Server(out var client, "--pidfile", "server.pid");
        using var one = client;
        Assert.Equal($"{launch.Id}\n", File.ReadAllText(launch.At("server.pid")));
        launch.Signal(signal);
        Assert.Equal(0, launch.WaitForExit());
        Assert.Contains($"Received {name} scheduling shutdown...", launch.Output);
        Assert.Contains("User requested shutdown...", launch.Output);
        Assert.Contains("Removing the pid file.", launch.Output);
        Assert.EndsWith("Valkey is now ready to exit, bye bye...\n", launch.Output);
        Assert.False(File.Exists(launch.At("server.pid")));
    }

    [Fact]
    public void A_hang_up_changes_nothing()
    {
        using var launch = Launch.Server(out var client);
        launch.Signal(HangUp);
        Assert.Equal("PONG", client.Call("PING").Text);
        Assert.Equal(0, launch.Stop());
    }

    [Fact]
    public void The_log_says_what_scripts_wait_for()
    {
        using var launch = Launch.Server(out _, "--loglevel", "notice");
        launch.WaitForOutput("Ready to accept connections tcp");
        string[] lines =
        [
            " * oO0OoO0OoO0Oo Valkey is starting oO0OoO0OoO0Oo",
            " * Valkey version=9.1.0, bits=64, commit=",
            " * Configuration loaded",
            " * Running mode=standalone, port=",
            " * Server initialized",
            " * Ready to accept connections tcp",
        ];
        var last = -1;
        foreach (var line in lines)
        {
            var at = launch.Output.IndexOf(line, StringComparison.Ordinal);
            Assert.True(at > last, $"'{line}' is missing or out of order:\n{launch.Output}");
            last = at;
        }
    }

    [Fact]
    public void The_logo_is_shown_where_it_is_wanted()
    {
        using var launch = Launch.Server(out _, "--always-show-logo", "yes");
        launch.WaitForOutput("Ready to accept connections tcp");
        Assert.Contains($"PID: {launch.Id}", launch.Output);
        Assert.DoesNotContain("Running mode=", launch.Output);
    }

    [Fact]
    public void In_the_background_it_has_a_session_of_its_own()
    {
        var port = Loopback.ServerProcess.FreePort();
        var options = new LaunchOptions { Input = "timeout 12\n" };
        using var launch = new Launch(options, "--port", $"{port}", "--bind", "127.0.0.1", "--daemonize", "yes",
            "--pidfile", "server.pid", "--logfile", "server.log", "-");
        Assert.Equal(0, launch.WaitForExit());
        using var client = launch.Connect(port);
        launch.Until(() => File.Exists(launch.At("server.pid")), "no pid file");
        var id = int.Parse(File.ReadAllText(launch.At("server.pid")));
        try
        {
            Assert.NotEqual(launch.Id, id);
            Assert.Equal("12", client.Call("CONFIG", "GET", "timeout").Items[1].Text);
            // The fields behind the name: state, parent, group, session.
            var fields = File.ReadAllText($"/proc/{id}/stat").Split(") ")[1].Split(' ');
            Assert.Equal($"{id}", fields[3]);
            Assert.Equal("/dev/null", new FileInfo($"/proc/{id}/fd/1").LinkTarget);
        }
        finally
        {
            Launch.Signal(id, Terminate);
        }
        launch.Until(() => File.ReadAllText(launch.At("server.log")).Contains("bye bye"), "it does not end");
        launch.Until(() => !Launch.IsAlive(id), "it stays");
        Assert.False(File.Exists(launch.At("server.pid")));
    }

    [Theory]
    [InlineData("systemd")]
    [InlineData("auto")]
    public void Systemd_is_told(string supervised)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var path = Path.Combine(Path.GetTempPath(), $"aotkv-notify-{Guid.NewGuid():N}");
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.ReceiveTimeout = 30_000;
        try
        {
            var options = new LaunchOptions { Environment = { ["NOTIFY_SOCKET"] = path } };
            // Under a supervisor it stays in the foreground, whatever daemonize says.
            using var launch = Launch.Server(
                options, out var client, "--supervised", supervised, "--daemonize", "yes");
            Assert.Equal("STATUS=Valkey is loading...\n", Receive(socket));
            Assert.Equal("STATUS=Ready to accept connections\n", Receive(socket));
            Assert.Equal("READY=1\n", Receive(socket));
            Assert.Contains("process_supervised:systemd\r\n", client.Call("INFO", "server").Text);
            launch.Signal(Terminate);
            Assert.Equal("STOPPING=1\n", Receive(socket));
            Assert.Equal(0, launch.WaitForExit());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Without_a_supervisor_it_goes_on_alone()
    {
        using var launch = Launch.Server(out var client, "--supervised", "systemd");
        launch.WaitForOutput("Ready to accept connections");
        Assert.Contains("systemd supervision error: NOTIFY_SOCKET not found!", launch.Output);
        Assert.Contains("process_supervised:no\r\n", client.Call("INFO", "server").Text);
    }

    [Fact]
    public void Upstart_sees_it_stop()
    {
        var port = Loopback.ServerProcess.FreePort();
        var options = new LaunchOptions { Environment = { ["UPSTART_JOB"] = "valkey" } };
        using var launch = new Launch(options, "--port", $"{port}", "--bind", "127.0.0.1", "--supervised", "upstart");
        launch.Until(() => File.ReadAllText($"/proc/{launch.Id}/stat").Contains(") T "), "it does not stop");
        launch.Signal(Continue);
        using var client = launch.Connect(port);
        Assert.Contains("process_supervised:upstart\r\n", client.Call("INFO", "server").Text);
    }

    [Fact]
    public void The_title_follows_its_template_and_the_port()
    {
        using var launch = Launch.Server(out var client);
        string Title() => File.ReadAllText($"/proc/{launch.Id}/cmdline").TrimEnd('\0');
        var port = client.Call("CONFIG", "GET", "port").Items[1].Text;
        Assert.EndsWith($" 127.0.0.1:{port}", Title());
        Assert.Equal("OK", client.Call("CONFIG", "SET", "proc-title-template", "T {port} {config-file}|{{x}").Text);
        Assert.Equal($"T {port} |{{x}}", Title());
        Assert.Equal("OK", client.Call("CONFIG", "SET", "port", "0").Text);
        Assert.Equal("T 0 |{x}", Title());
    }

    static string Receive(Socket socket)
    {
        var bytes = new byte[256];
        return Encoding.UTF8.GetString(bytes, 0, socket.Receive(bytes));
    }
}
