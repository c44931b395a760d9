using AotKv.Linux.Epoll;
using AotKv.Linux.Uring;
using AotKv.Machine;

namespace AotKv.Linux;

/// <summary>Makes the networks of a process, all of one kind. Made at start-up; any thread.</summary>
public sealed class NetworkFactory
{
    /// <summary>Buffers of <see cref="Network.ReceiveBufferBytes"/>; only those in use at once cost memory.</summary>
    const int ReceiveBuffersPerNetwork = 1024;

    /// <param name="wanted">Which kind to make. Auto takes io_uring where the kernel lets us.</param>
    public NetworkFactory(NetworkKind wanted)
    {
        UringRefusal = wanted == NetworkKind.Epoll ? "" : UringProbe.FindRefusal();
        Kind = wanted == NetworkKind.Epoll || UringRefusal.Length > 0 ? NetworkKind.Epoll : NetworkKind.Uring;
    }

    /// <summary>The kind that is made: never Auto, and epoll where io_uring was asked for but refused.</summary>
    public NetworkKind Kind { get; }

    /// <summary>Why io_uring could not be had although it was wanted, or "".</summary>
    public string UringRefusal { get; }

    /// <summary>A network for one thread: whichever calls its <see cref="Network.SubmitAndReap"/> first.</summary>
    public Network Create() => Create(ReceiveBuffersPerNetwork);

    /// <summary>The same with fewer receive buffers; a power of two.</summary>
    internal Network Create(int receiveBuffers) =>
        Kind == NetworkKind.Uring ? new UringNetwork(receiveBuffers) : new EpollNetwork(receiveBuffers);
}
