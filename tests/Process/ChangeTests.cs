using System.Diagnostics;
using AotKv.Loopback;

namespace AotKv.Process.Tests;

/// <summary>What CONFIG SET changes of the running process, and what it leaves alone where it fails.</summary>
public sealed class ChangeTests
{
    static string Get(RespConnection client, string name) => client.Call("CONFIG", "GET", name).Items[1].Text;

    [Theory]
    [InlineData("epoll")]
    [InlineData("io_uring")]
    public void The_port_moves_and_old_connections_stay(string backend)
    {
        using var launch = Launch.Server(out var client, "--network-backend", backend, "--io-threads", "2");
        var old = int.Parse(Get(client, "port"));
        var port = ServerProcess.FreePort();
        Assert.Equal("OK", client.Call("CONFIG", "SET", "port", $"{port}").Text);
        using var moved = launch.Connect(port);
        Assert.Equal("PONG", moved.Call("PING").Text);
        Assert.Equal("PONG", client.Call("PING").Text);
        Assert.Throws<System.Net.Sockets.SocketException>(() => new RespConnection(old));
        Assert.Contains($"tcp_port:{port}\r\n", client.Call("INFO", "server").Text);
    }

    [Theory]
    [InlineData("epoll")]
    [InlineData("io_uring")]
    public void A_failing_bind_leaves_the_server_where_it_was(string backend)
    {
        using var launch = Launch.Server(out var client, "--network-backend", backend);
        var refusal = client.Call("CONFIG", "SET", "maxmemory", "123mb", "bind", "999.999.999.999").Text;
        Assert.Equal("ERR CONFIG SET failed (possibly related to argument 'bind') - "
            + "Failed to bind to specified addresses.", refusal);
        Assert.Equal("127.0.0.1", Get(client, "bind"));
        Assert.Equal("0", Get(client, "maxmemory"));
        using var again = new RespConnection(int.Parse(Get(client, "port")));
        Assert.Equal("PONG", again.Call("PING").Text);
        // Wider than what is listened on, and overlapping with it.
        Assert.Equal("OK", client.Call("CONFIG", "SET", "bind", "* -::*").Text);
        using var wider = new RespConnection(int.Parse(Get(client, "port")));
        Assert.Equal("PONG", wider.Call("PING").Text);
    }

    [Fact]
    public void A_taken_port_is_refused()
    {
        using var other = Launch.Server(out var otherClient);
        using var launch = Launch.Server(out var client);
        var before = Get(client, "port");
        Assert.Equal("ERR CONFIG SET failed (possibly related to argument 'port') - "
            + "Unable to listen on this port. Check server logs.",
            client.Call("CONFIG", "SET", "port", Get(otherClient, "port")).Text);
        Assert.Equal(before, Get(client, "port"));
        using var again = new RespConnection(int.Parse(before));
        Assert.Equal("PONG", again.Call("PING").Text);
    }

    [Fact]
    public void A_socket_in_the_file_system_has_its_permissions_and_needs_no_port()
    {
        using var launch = new Launch("--port", "0", "--unixsocket", "s", "--unixsocketperm", "700");
        launch.WaitForOutput("Ready to accept connections unix");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(launch.At("s")));
        Assert.Equal(0, launch.Stop());
        Assert.False(File.Exists(launch.At("s")));
    }

    [Fact]
    public void Idle_clients_are_closed_after_the_timeout()
    {
        using var launch = Launch.Server(out var client, "--timeout", "1", "--loglevel", "verbose");
        using var idle = new RespConnection(int.Parse(Get(client, "port")));
        var waited = Stopwatch.StartNew();
        idle.DrainUntilClosed();
        Assert.InRange(waited.ElapsedMilliseconds, 900, 15_000);
        launch.WaitForOutput("Closing idle client");
    }

    [Theory]
    [InlineData("epoll")]
    [InlineData("io_uring")]
    public void One_client_too_many_reads_why(string backend)
    {
        using var launch = Launch.Server(out var client, "--maxclients", "1", "--network-backend", backend);
        using var refused = new RespConnection(int.Parse(Get(client, "port")));
        Assert.Equal("ERR max number of clients reached", refused.Read().Text);
        Assert.Equal("OK", client.Call("CONFIG", "SET", "maxclients", "2").Text);
        using var taken = new RespConnection(int.Parse(Get(client, "port")));
        Assert.Equal("PONG", taken.Call("PING").Text);
        Assert.StartsWith("ERR CONFIG SET failed (possibly related to argument 'maxclients') - "
            + "The operating system is not able to handle the specified number of clients, try with ",
            client.Call("CONFIG", "SET", "maxclients", "4000000000").Text);
        Assert.Equal("2", Get(client, "maxclients"));
    }

    [Fact]
    public void Threads_follow_the_number_of_cores_that_run_the_shards()
    {
        using var launch = Launch.Server(out var client, "--io-threads", "2");
        Assert.Equal("OK", client.Call("CONFIG", "SET", "io-threads", "1").Text);
        foreach (var task in Directory.GetDirectories($"/proc/{launch.Id}/task"))
        {
            if (!File.ReadAllText($"{task}/comm").StartsWith("core", StringComparison.Ordinal)) continue;
            var allowed = File.ReadLines($"{task}/status").First(line => line.StartsWith("Cpus_allowed_list:"));
            Assert.DoesNotContain('-', allowed);
            Assert.DoesNotContain(',', allowed);
        }
        Assert.Equal("ERR CONFIG SET failed (possibly related to argument 'io-threads') - "
            + "The number of shards is fixed at start: io-threads can't exceed 2 without a restart",
            client.Call("CONFIG", "SET", "io-threads", "3").Text);
        Assert.Equal("1", Get(client, "io-threads"));
        Assert.Equal("OK", client.Call("CONFIG", "SET", "io-threads", "2").Text);
    }

    [Fact]
    public void The_kernels_score_is_set_and_put_back()
    {
        using var launch = Launch.Server(out var client);
        int Score() => int.Parse(File.ReadAllText($"/proc/{launch.Id}/oom_score_adj"));
        var before = Score();
        client.Call("CONFIG", "SET", "oom-score-adj-values", "7 20 30", "oom-score-adj", "relative");
        Assert.Equal(before + 7, Score());
        client.Call("CONFIG", "SET", "oom-score-adj", "absolute", "oom-score-adj-values", $"{before + 9} 20 30");
        Assert.Equal(before + 9, Score());
        client.Call("CONFIG", "SET", "oom-score-adj", "no");
        Assert.Equal(before, Score());
    }

    [Fact]
    public void Rdma_is_refused_clearly()
    {
        using var launch = Launch.Server(out var client);
        Assert.Contains("No RDMA building support.", client.Call("CONFIG", "SET", "rdma-port", "1234").Text);
    }
}
