using System.Net;
using System.Net.Sockets;

namespace AotKv.Linux.Tests;

/// <summary>Sockets outside a network.</summary>
public sealed class SocketTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:")]
    [InlineData("::1", "[::1]:")]
    public void Addresses_are_written_as_valkey_writes_them(string address, string shown)
    {
        var listener = Sockets.ListenTcp(address, 0, backlog: 16);
        Assert.SkipWhen(listener == -97, "No such address family here.");
        Assert.True(listener > 0, $"listen: {listener}");
        var port = Sockets.LocalPort(listener);
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        client.Connect(IPAddress.Parse(address), port);
        int accepted;
        do accepted = Calls.SocketCalls.Accept(listener); while (accepted == -Errno.TryAgain);
        Assert.Equal($"{shown}{port}", Sockets.LocalAddress(accepted));
        Assert.Equal($"{shown}{((IPEndPoint)client.LocalEndPoint!).Port}", Sockets.PeerAddress(accepted));
        Assert.Equal(0, Sockets.KeepAlive(accepted, intervalSeconds: 300));
        Assert.Equal(0, Sockets.DisableNagle(accepted));
        Sockets.Close(accepted);
        Sockets.Close(listener);
    }

    [Fact]
    public void A_port_in_use_is_refused()
    {
        var first = Sockets.ListenTcp("127.0.0.1", 0, backlog: 16);
        Assert.Equal(-Errno.AddressInUse, Sockets.ListenTcp("127.0.0.1", Sockets.LocalPort(first), backlog: 16));
        Sockets.Close(first);
    }

    [Fact]
    public void Both_families_listen_on_one_port()
    {
        var four = Sockets.ListenTcp("0.0.0.0", 0, backlog: 16);
        var six = Sockets.ListenTcp("::", Sockets.LocalPort(four), backlog: 16);
        Assert.SkipWhen(six == -97, "No such address family here.");
        Assert.True(six > 0, $"listen: {six}");
        Sockets.Close(four);
        Sockets.Close(six);
    }

    [Fact]
    public void A_unix_listener_has_the_permissions_asked_for()
    {
        var path = Path.Combine(Path.GetTempPath(), $"aotkv-{Environment.ProcessId}.sock");
        File.Delete(path);
        var listener = Sockets.ListenUnix(path, Convert.ToInt32("700", 8), backlog: 16);
        Assert.True(listener > 0, $"listen: {listener}");
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(owner, File.GetUnixFileMode(path));
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(path));
        Assert.Equal("", Sockets.LocalAddress(listener));
        Sockets.Close(listener);
        File.Delete(path);
    }

    [Fact]
    public void A_path_that_is_too_long_is_refused() =>
        Assert.Equal(-36, Sockets.ListenUnix(new string('x', 200), permissions: 0, backlog: 16));
}
