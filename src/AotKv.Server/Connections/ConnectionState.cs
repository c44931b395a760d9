namespace AotKv.Server.Connections;

/// <summary>What a connection is in the middle of.</summary>
[Flags]
enum ConnectionState : byte
{
    None = 0,

    /// <summary>A batch or a transaction is under way on other shards.</summary>
    Waiting = 1,

    /// <summary>A send is under way in the network.</summary>
    Sending = 2,

    /// <summary>Stands in the core's list of connections to flush.</summary>
    Dirty = 4,

    /// <summary>The network was asked to stop receiving.</summary>
    Paused = 8,

    /// <summary>No further request is run; closes when all replies are sent.</summary>
    Finishing = 16,

    /// <summary>The network was asked to close the socket.</summary>
    Closing = 32,

    /// <summary>The network has closed the socket.</summary>
    SocketClosed = 64,

    /// <summary>The client sends no more; closes when all that it sent is answered.</summary>
    InputEnded = 128,
}
