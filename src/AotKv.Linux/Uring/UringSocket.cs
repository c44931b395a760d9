namespace AotKv.Linux.Uring;

/// <summary>What <see cref="UringNetwork"/> knows of a socket: 24 bytes, all an idle connection costs here.</summary>
struct UringSocket
{
    internal long Token;

    /// <summary>Tells the sockets that had this descriptor apart. Changes when it is opened.</summary>
    internal uint Generation;

    internal ReceiveState Receiving;

    /// <summary>Operations that the kernel still has: the descriptor is closed when there are none.</summary>
    internal byte Operations;

    internal bool Sending;

    internal bool Paused;

    internal bool Closing;

    /// <summary>A connection, from Open until Closed.</summary>
    internal bool IsOpen;
}
