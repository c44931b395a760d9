using System.Globalization;
using System.Text;
using AotKv.Linux.Calls;

namespace AotKv.Linux;

/// <summary>
/// Sockets outside a network: making listeners, setting options, naming addresses. Every call answers -errno where
/// it fails. Any thread.
/// </summary>
public static unsafe class Sockets
{
    const int AddressTextMax = 46;

    /// <summary>
    /// Listens on a numeric address or a host name, IPv6 only where it contains a colon. Answers the socket,
    /// non-blocking and close-on-exec; -EDESTADDRREQ (89) where a name has no address.
    /// </summary>
    public static int ListenTcp(string address, int port, int backlog) =>
        ListenTcp(address, port, backlog, TransportProtocol.Tcp, mark: 0);

    /// <summary>The same over a protocol, with a mark for firewalls on all its traffic unless 0.</summary>
    public static int ListenTcp(string address, int port, int backlog, TransportProtocol protocol, uint mark)
    {
        fixed (byte* text = Terminated(address)) return SocketCalls.ListenTcp(text, port, backlog, (int)protocol, mark);
    }

    /// <summary>Listens again at the same address after <see cref="Shutdown"/>.</summary>
    public static int ListenAgain(int listener, int backlog) => SocketCalls.ListenAgain(listener, backlog);

    /// <summary>
    /// Listens in the file system; <paramref name="permissions"/> 0 leaves them to the umask, an empty group leaves the
    /// process's. -EIDRM (43) where there is no such group.
    /// </summary>
    public static int ListenUnix(string path, int permissions, int backlog, string group = "")
    {
        fixed (byte* text = Terminated(path), name = Terminated(group))
            return SocketCalls.ListenUnix(text, name, (uint)permissions, backlog);
    }

    /// <summary>Starts to connect, from an address of this side unless empty; may not be connected yet.</summary>
    public static int ConnectTcp(string address, int port, string source = "")
    {
        fixed (byte* text = Terminated(address), from = Terminated(source))
            return SocketCalls.ConnectTcp(text, port, from);
    }

    /// <summary>The failure that a connecting socket has in store, or 0.</summary>
    public static int TakeError(int socket) => SocketCalls.SocketError(socket);

    /// <summary>Writes what the kernel takes at once; bytes written, or -errno.</summary>
    public static int Write(int socket, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            var piece = new IoVector { Start = (nint)start, Length = bytes.Length };
            return SocketCalls.Send(socket, &piece, 1);
        }
    }

    /// <summary>
    /// Writes a last word and closes, without the reset that unread bytes of the peer would cause: it would read that
    /// instead.
    /// </summary>
    public static void Dismiss(int socket, ReadOnlySpan<byte> message)
    {
        Write(socket, message);
        ShutdownSending(socket);
        var unread = stackalloc byte[DismissedBytes];
        SocketCalls.Receive(socket, (nint)unread, DismissedBytes);
        Close(socket);
    }

    const int DismissedBytes = 1024;

    public static int Close(int descriptor) => SocketCalls.Close(descriptor);

    /// <summary>Ends both directions for the peer, although the socket stays open here.</summary>
    public static int Shutdown(int socket) => SocketCalls.Shutdown(socket, 2);

    /// <summary>Ends the direction to the peer, who may go on sending.</summary>
    public static int ShutdownSending(int socket) => SocketCalls.Shutdown(socket, 1);

    /// <summary>Lets small packets go at once.</summary>
    public static int DisableNagle(int socket) => SocketCalls.SetNoDelay(socket, 1);

    /// <summary>
    /// Has the kernel probe a silent peer: first after <paramref name="intervalSeconds"/>, then three times at a third
    /// of it, as Valkey does for tcp-keepalive.
    /// </summary>
    public static int KeepAlive(int socket, int intervalSeconds) =>
        SocketCalls.KeepAlive(socket, intervalSeconds, Math.Max(intervalSeconds / 3, 1), 3);

    /// <summary>Sizes of the kernel's buffers in bytes (it doubles them), each unchanged where 0.</summary>
    public static int SetBufferSizes(int socket, int sendBytes, int receiveBytes) =>
        SocketCalls.SetBufferSizes(socket, sendBytes, receiveBytes);

    /// <summary>The mark by which firewalls tell this server's traffic apart.</summary>
    public static int SetMark(int socket, uint mark) => SocketCalls.SetMark(socket, mark);

    /// <summary>"ip:port", "[ip]:port", or "" where the peer is unknown or not on a network.</summary>
    public static string PeerAddress(int socket) => Format(socket, 1);

    /// <summary>This side's "ip:port", "[ip]:port", or "".</summary>
    public static string LocalAddress(int socket) => Format(socket, 0);

    /// <summary>This side's port, or 0.</summary>
    public static int LocalPort(int socket)
    {
        var text = stackalloc byte[AddressTextMax];
        int port;
        return SocketCalls.Address(socket, 0, text, AddressTextMax, &port) < 0 ? 0 : port;
    }

    static string Format(int socket, int ofPeer)
    {
        var text = stackalloc byte[AddressTextMax];
        int port;
        var length = SocketCalls.Address(socket, ofPeer, text, AddressTextMax, &port);
        if (length <= 0) return "";
        var address = Encoding.ASCII.GetString(text, length);
        return address.Contains(':')
            ? string.Create(CultureInfo.InvariantCulture, $"[{address}]:{port}")
            : string.Create(CultureInfo.InvariantCulture, $"{address}:{port}");
    }

    static byte[] Terminated(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
