using System.Runtime.InteropServices;

namespace AotKv.Linux.Calls;

/// <summary>native/sockets.c.</summary>
static unsafe class SocketCalls
{
    [DllImport(Native, EntryPoint = "aotkv_listen_tcp")]
    internal static extern int ListenTcp(byte* address, int port, int backlog, int protocol, uint mark);

    [DllImport(Native, EntryPoint = "aotkv_listen_unix")]
    internal static extern int ListenUnix(byte* path, byte* group, uint mode, int backlog);

    [DllImport(Native, EntryPoint = "aotkv_listen_again")]
    internal static extern int ListenAgain(int listener, int backlog);

    [DllImport(Native, EntryPoint = "aotkv_connect_tcp")]
    internal static extern int ConnectTcp(byte* address, int port, byte* from);

    [DllImport(Native, EntryPoint = "aotkv_accept")]
    internal static extern int Accept(int listener);

    [DllImport(Native, EntryPoint = "aotkv_receive")]
    internal static extern int Receive(int socket, nint bytes, int length);

    [DllImport(Native, EntryPoint = "aotkv_send")]
    internal static extern int Send(int socket, IoVector* pieces, int count);

    [DllImport(Native, EntryPoint = "aotkv_close")]
    internal static extern int Close(int descriptor);

    [DllImport(Native, EntryPoint = "aotkv_shutdown")]
    internal static extern int Shutdown(int socket, int direction);

    [DllImport(Native, EntryPoint = "aotkv_socket_error")]
    internal static extern int SocketError(int socket);

    [DllImport(Native, EntryPoint = "aotkv_set_no_delay")]
    internal static extern int SetNoDelay(int socket, int on);

    [DllImport(Native, EntryPoint = "aotkv_set_buffer_sizes")]
    internal static extern int SetBufferSizes(int socket, int sendBytes, int receiveBytes);

    [DllImport(Native, EntryPoint = "aotkv_set_mark")]
    internal static extern int SetMark(int socket, uint mark);

    [DllImport(Native, EntryPoint = "aotkv_keep_alive")]
    internal static extern int KeepAlive(int socket, int idle, int interval, int count);

    [DllImport(Native, EntryPoint = "aotkv_address")]
    internal static extern int Address(int socket, int ofPeer, byte* text, int size, int* port);
}
