using System.Net.Sockets;
using System.Text;

namespace AotKv.Linux.Tests;

/// <summary>The process towards whoever started it, and where its log lines end.</summary>
public sealed class SupervisionTests : IDisposable
{
    readonly string directory = Directory.CreateTempSubdirectory("aotkv").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_log_file_that_was_moved_away_is_made_again()
    {
        var path = Path.Combine(directory, "log");
        var bytes = Encoding.UTF8.GetBytes(path + '\0');
        LogOutput.Append(bytes, "one\n"u8);
        LogOutput.Append(bytes, "two\n"u8);
        File.Move(path, path + ".1");
        LogOutput.Append(bytes, "three\n"u8);
        Assert.Equal("one\ntwo\n", File.ReadAllText(path + ".1"));
        Assert.Equal("three\n", File.ReadAllText(path));
    }

    [Fact]
    public void Lines_of_several_threads_do_not_mix()
    {
        var path = Path.Combine(directory, "shared");
        var bytes = Encoding.UTF8.GetBytes(path + '\0');
        var line = Encoding.ASCII.GetBytes(new string('x', 2000) + "\n");
        Parallel.For(0, 200, _ => LogOutput.Append(bytes, line));
        var lines = File.ReadAllLines(path);
        Assert.Equal(200, lines.Length);
        Assert.All(lines, read => Assert.Equal(2000, read.Length));
    }

    [Fact]
    public void A_failed_append_answers_the_kernels_error() =>
        Assert.Equal(-2, LogOutput.Append(Encoding.UTF8.GetBytes(directory + "/none/log\0"), "x"u8));

    [Fact]
    public void A_listener_that_was_shut_down_can_listen_again_and_another_can_take_its_place()
    {
        // A port by number, as a server has it: one that the kernel chose is given up by the shutdown.
        var probe = Sockets.ListenTcp("127.0.0.1", 0, backlog: 8);
        var port = Sockets.LocalPort(probe);
        Sockets.Close(probe);
        var first = Sockets.ListenTcp("127.0.0.1", port, backlog: 8);
        Sockets.Shutdown(first);
        var second = Sockets.ListenTcp("0.0.0.0", port, backlog: 8);
        Assert.True(second >= 0);
        Sockets.Close(second);
        Assert.Equal(0, Sockets.ListenAgain(first, backlog: 8));
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect("127.0.0.1", port);
        Sockets.Close(first);
    }

    [Fact]
    public void Permissions_and_group_of_a_socket_in_the_file_system_are_as_asked()
    {
        var path = Path.Combine(directory, "socket");
        var socket = Sockets.ListenUnix(path, permissions: 0b111_100_100, backlog: 8);
        Assert.Equal(0b111_100_100, (int)File.GetUnixFileMode(path));
        Sockets.Close(socket);
        Assert.Equal(-43, Sockets.ListenUnix(path + "2", permissions: 0, backlog: 8, group: "no such group"));
    }
}
