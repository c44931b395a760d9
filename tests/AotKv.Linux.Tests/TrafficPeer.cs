using System.Net.Sockets;

namespace AotKv.Linux.Tests;

/// <summary>Both ends of one connection of <see cref="RandomTraffic"/>: how far each direction has come.</summary>
sealed class TrafficPeer
{
    public required Socket Client { get; init; }

    public int Socket { get; set; }

    public long Token { get; set; }

    public long ClientSent { get; set; }

    public long ClientReceived { get; set; }

    public bool ClientEnded { get; set; }

    public long Received { get; set; }

    public long Answered { get; set; }

    public bool Sending { get; set; }

    public bool Ended { get; set; }

    public bool Closing { get; set; }

    public NativeBlock? Block { get; set; }

    /// <summary>What every stream has at a place.</summary>
    public static byte ByteAt(long place) => (byte)(place * 31 + (place >> 8));
}
