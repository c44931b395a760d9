namespace AotKv.Server.Reactor;

/// <summary>What CLIENT LIST shows of sockets; asked rarely, so not kept per connection.</summary>
abstract class SocketFacts
{
    public abstract string PeerAddress(int socket);

    public abstract string LocalAddress(int socket);

    /// <summary>Whether the peer is on this machine: protected mode lets it in.</summary>
    public abstract bool IsLocalPeer(int socket);

    /// <summary>Whether it is a Unix socket.</summary>
    public abstract bool IsUnix(int socket);

    /// <summary>Sets what every client's socket has: no delay, keep-alive.</summary>
    public abstract void Prepare(int socket);

    /// <summary>Writes a last word to a socket that is not taken in, and closes it.</summary>
    public abstract void Refuse(int socket, ReadOnlySpan<byte> message);
}
