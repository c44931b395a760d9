using AotKv.Server.Reactor;

namespace AotKv.Interleavings.Tests.Simulated;

/// <summary>All sockets of a run, by descriptor, and those that wait to be accepted.</summary>
sealed class SimulatedMachine : SocketFacts
{
    public List<SimulatedSocket> Sockets { get; } = [];

    public Queue<int> Connecting { get; } = new();

    /// <summary>The network of the core that listens.</summary>
    public SimulatedNetwork? Listener { get; set; }

    /// <summary>Told when a core has taken a socket in.</summary>
    public Action<int> Adopted { get; set; } = _ => { };

    /// <summary>A client connects.</summary>
    public SimulatedSocket Connect()
    {
        var socket = new SimulatedSocket();
        Sockets.Add(socket);
        Connecting.Enqueue(Sockets.Count - 1);
        Listener!.Arrived();
        return socket;
    }

    public override string PeerAddress(int socket) => $"127.0.0.1:{socket}";

    public override string LocalAddress(int socket) => "127.0.0.1:2";

    public override bool IsLocalPeer(int socket) => true;

    public override bool IsUnix(int socket) => false;

    public override void Prepare(int socket)
    {
    }

    public override void Refuse(int socket, ReadOnlySpan<byte> message) => Sockets[socket].IsClosed = true;
}
