namespace AotKv.Linux.Epoll;

/// <summary>What a descriptor is to the network.</summary>
enum EpollRole : byte
{
    None,
    Connection,
    Listener,
}
