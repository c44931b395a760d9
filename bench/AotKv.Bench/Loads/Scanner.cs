using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AotKv.Bench.Loads;

/// <summary>Follows a SCAN to its end, counting keys without reading them one by one.</summary>
sealed class Scanner : IDisposable
{
    /// <summary>Opens each reply: an array of the cursor and the keys.</summary>
    const int ReplyBytesMax = 1 << 20;

    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[] reply = new byte[ReplyBytesMax];
    readonly int count;

    public Scanner(int port, int count)
    {
        this.count = count;
        socket.ReceiveTimeout = 20_000;
        socket.Connect(IPAddress.Loopback, port);
    }

    public long CountKeys()
    {
        var keys = 0L;
        var cursor = "0";
        do
        {
            socket.Send(Encoding.ASCII.GetBytes($"SCAN {cursor} COUNT {count}\r\n"));
            var counter = new ReplyCounter();
            var length = 0;
            for (var ended = 0; ended == 0;)
            {
                var received = socket.Receive(reply.AsSpan(length));
                if (received == 0) throw new LoadException("The server closed the connection.");
                ended = counter.Count(reply.AsSpan(length, received));
                length += received;
            }
            // *2 $n cursor *m ...
            var lines = reply.AsSpan(0, length);
            Skip(ref lines);
            Skip(ref lines);
            cursor = Skip(ref lines);
            keys += long.Parse(Skip(ref lines).AsSpan(1), CultureInfo.InvariantCulture);
        }
        while (cursor != "0");
        return keys;
    }

    static string Skip(ref Span<byte> lines)
    {
        var end = lines.IndexOf("\r\n"u8);
        var line = Encoding.ASCII.GetString(lines[..end]);
        lines = lines[(end + 2)..];
        return line;
    }

    public void Dispose() => socket.Dispose();
}
