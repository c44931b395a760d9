using AotKv.Loopback;

namespace AotKv.Process.Tests;

/// <summary>What the command line makes of the process: outputs, exit codes, errors at start.</summary>
public sealed class StartTests
{
    static string Folder() => Directory.CreateTempSubdirectory("aotkv-process-").FullName;

    [Theory]
    [InlineData("-v")]
    [InlineData("--version")]
    public void The_version_is_said_on_standard_output(string option)
    {
        using var launch = new Launch(option);
        Assert.Equal(0, launch.WaitForExit());
        Assert.StartsWith("Valkey server v=9.1.0 sha=", launch.Output);
    }

    [Theory]
    [InlineData("-h")]
    [InlineData("--help")]
    public void Help_is_no_error(string option)
    {
        using var launch = new Launch(option);
        Assert.Equal(0, launch.WaitForExit());
        Assert.StartsWith("Usage:", launch.Output);
        Assert.Empty(launch.Errors);
    }

    [Fact]
    public void The_check_of_the_system_exits_by_what_it_found()
    {
        using var launch = new Launch("--check-system");
        var code = launch.WaitForExit();
        foreach (var name in (string[])["slow-clocksource", "xen-clocksource", "overcommit", "THP"])
            Assert.Contains($"[{name}]...", launch.Output);
        Assert.Equal(launch.Output.Contains("WARNING") ? 1 : 0, code);
    }

    [Fact]
    public void Sound_memory_passes_its_test()
    {
        using var launch = new Launch("--test-memory", "1");
        Assert.Equal(0, launch.WaitForExit());
        Assert.Contains("Your memory passed this test.", launch.Output);
    }

    [Fact]
    public void The_memory_test_wants_a_number()
    {
        using var launch = new Launch("--test-memory");
        Assert.Equal(1, launch.WaitForExit());
        Assert.StartsWith("Please specify the amount of memory to test in megabytes.", launch.Errors);
    }

    [Fact]
    public void A_bad_directive_is_fatal_with_file_line_and_reason()
    {
        var folder = Folder();
        File.WriteAllText(Path.Combine(folder, "bad.conf"), "port 0\n\nhz 10 20\n");
        using var launch = new Launch(new LaunchOptions { Folder = folder }, "bad.conf");
        Assert.Equal(1, launch.WaitForExit());
        Assert.Equal(
            "\n*** FATAL CONFIG FILE ERROR (Version 9.1.0) ***\nReading the configuration file, at line 3\n"
            + ">>> 'hz 10 20'\nwrong number of arguments\n", launch.Errors);
    }

    [Fact]
    public void A_missing_file_is_fatal()
    {
        using var launch = new Launch("/nowhere/at/all.conf");
        Assert.Equal(1, launch.WaitForExit());
        Assert.Contains(
            "Fatal error, can't open config file '/nowhere/at/all.conf': No such file or directory", launch.Output);
    }

    [Fact]
    public void A_port_that_is_taken_is_fatal()
    {
        using var first = Launch.Server(out var client);
        var port = client.Call("CONFIG", "GET", "port").Items[1].Text;
        using var second = new Launch("--port", port, "--bind", "127.0.0.1");
        Assert.Equal(1, second.WaitForExit());
        Assert.Contains($"Could not create server TCP listening socket 127.0.0.1:{port}: bind: Address already in use",
            second.Output);
        Assert.Contains($"Failed listening on port {port} (tcp), aborting.", second.Output);
    }

    [Fact]
    public void Nowhere_to_listen_is_fatal()
    {
        using var launch = new Launch("--port", "0");
        Assert.Equal(1, launch.WaitForExit());
        Assert.Contains("Configured to not listen anywhere, exiting.", launch.Output);
    }

    [Fact]
    public void File_standard_input_and_options_are_read_in_this_order()
    {
        var folder = Folder();
        File.WriteAllText(Path.Combine(folder, "main.conf"), "include part-*.conf\nhz 20\nmaxclients 50\n");
        File.WriteAllText(Path.Combine(folder, "part-1.conf"), "hz 11\ntimeout 77\n");
        File.WriteAllText(Path.Combine(folder, "part-2.conf"), "requirepass \"\\x41 b'c\"\n");
        var port = ServerProcess.FreePort();
        var options = new LaunchOptions { Folder = folder, Input = "hz 30\ntcp-keepalive 60\n" };
        using var launch = new Launch(options, "main.conf", "--port", $"{port}", "--hz", "40", "--bind", "127.0.0.1",
            "-::1", "--client-output-buffer-limit", "normal", "1", "2", "3", "-");
        using var client = launch.Connect(port);
        Assert.Equal("OK", client.Call("AUTH", "A b'c").Text);
        string Get(string name) => client.Call("CONFIG", "GET", name).Items[1].Text;
        Assert.Equal("40", Get("hz"));
        Assert.Equal("50", Get("maxclients"));
        Assert.Equal("77", Get("timeout"));
        Assert.Equal("60", Get("tcp-keepalive"));
        Assert.Equal("127.0.0.1 -::1", Get("bind"));
        Assert.StartsWith("normal 1 2 3 ", Get("client-output-buffer-limit"));
        Assert.Contains("Reading config from stdin", launch.Output);
        Assert.Equal(0, launch.Stop());
    }

    /// <summary>The directives of the file that Debian installs with Redis 7.0, with its paths moved.</summary>
    [Fact]
    public void Debians_file_for_redis_works()
    {
        var folder = Folder();
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Files", "debian-redis-7.0.conf"))
            .Replace("/var/lib/redis", folder).Replace("/var/log/redis", folder).Replace("/run/redis", folder);
        File.WriteAllText(Path.Combine(folder, "redis.conf"), text);
        var port = ServerProcess.FreePort();
        var options = new LaunchOptions { Folder = folder };
        using var launch = new Launch(options, "redis.conf", "--port", $"{port}", "--daemonize", "no");
        using var client = launch.Connect(port);
        Assert.Equal("PONG", client.Call("PING").Text);
        Assert.Equal(0, launch.Stop());
        Assert.Contains("Ready to accept connections", File.ReadAllText(launch.At("redis-server.log")));
    }

    /// <summary>As the entry points of official container images start the server.</summary>
    [Fact]
    public void The_flags_of_containers_work()
    {
        var port = ServerProcess.FreePort();
        using var launch = new Launch("--save", "60", "1", "--loglevel", "warning", "--protected-mode", "no",
            "--requirepass", "secret", "--appendonly", "no", "--maxmemory", "256mb", "--maxmemory-policy",
            "allkeys-lru", "--bind", "* -::*", "--port", $"{port}");
        using var client = launch.Connect(port);
        Assert.Equal("OK", client.Call("AUTH", "secret").Text);
        Assert.Equal("60 1", client.Call("CONFIG", "GET", "save").Items[1].Text);
        Assert.Equal("268435456", client.Call("CONFIG", "GET", "maxmemory").Items[1].Text);
        Assert.Equal(0, launch.Stop());
    }

    [Fact]
    public void Few_open_files_mean_few_clients()
    {
        var limited = new LaunchOptions { Before = ["prlimit", "--nofile=200:200"] };
        using var launch = Launch.Server(limited, out var client, "--io-threads", "1");
        launch.WaitForOutput("Ready to accept connections");
        // Root may raise even the hard limit; everybody else has to live with it.
        if (launch.Output.Contains("Increased maximum number of open files")) return;
        Assert.Contains("You requested maxclients of 10000 requiring at least 10032 max file descriptors.",
            launch.Output);
        Assert.Equal("168", client.Call("CONFIG", "GET", "maxclients").Items[1].Text);
    }
}
