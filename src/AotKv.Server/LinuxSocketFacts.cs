using AotKv.Linux;
using AotKv.Server.Reactor;

namespace AotKv.Server;

/// <summary>Client sockets of Linux, under the server's configuration. Any thread.</summary>
sealed class LinuxSocketFacts(Instance.Configuration.Configuration configuration) : SocketFacts
{
    public override string PeerAddress(int socket)
    {
        var address = Sockets.PeerAddress(socket);
        return address.Length > 0 ? address : $"{configuration.Current.UnixSocket}:0";
    }

    public override string LocalAddress(int socket)
    {
        var address = Sockets.LocalAddress(socket);
        return address.Length > 0 ? address : $"{configuration.Current.UnixSocket}:0";
    }

    public override bool IsLocalPeer(int socket)
    {
        var address = Sockets.PeerAddress(socket);
        return address.Length == 0 || address.StartsWith("127.", StringComparison.Ordinal)
            || address.StartsWith("[::1]", StringComparison.Ordinal)
            || address.StartsWith("[::ffff:127.", StringComparison.Ordinal);
    }

    public override bool IsUnix(int socket) => Sockets.LocalAddress(socket).Length == 0;

    public override void Prepare(int socket)
    {
        Sockets.DisableNagle(socket);
        if (configuration.Current.TcpKeepalive is > 0 and var interval) Sockets.KeepAlive(socket, (int)interval);
    }

    public override void Refuse(int socket, ReadOnlySpan<byte> message) => Sockets.Dismiss(socket, message);
}
