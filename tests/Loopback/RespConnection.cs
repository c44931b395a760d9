using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AotKv.Loopback;

/// <summary>
/// A client's connection as tests need it: it sends what it is told, right or wrong, and reads replies one by one. Used
/// by one thread. Every read ends after <see cref="ReplyTimeout"/>, so a server that hangs fails a test by name.
/// </summary>
public sealed class RespConnection : IDisposable
{
    public static readonly TimeSpan ReplyTimeout = TimeSpan.FromSeconds(20);

    readonly byte[] buffer = new byte[4096];
    int start;
    int end;

    public RespConnection(int port)
    {
        Socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = (int)ReplyTimeout.TotalMilliseconds,
            SendTimeout = (int)ReplyTimeout.TotalMilliseconds,
        };
        Socket.Connect(IPAddress.Loopback, port);
    }

    public Socket Socket { get; }

    public RespValue Call(params string[] arguments)
    {
        Send(arguments);
        return Read();
    }

    public RespValue Call(byte[][] arguments)
    {
        SendRaw(Encode(arguments));
        return Read();
    }

    public void Send(params string[] arguments) =>
        SendRaw(Encode(Array.ConvertAll(arguments, Encoding.Latin1.GetBytes)));

    public void SendRaw(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[Socket.Send(bytes)..];
    }

    /// <summary>A request as an array of bulk strings.</summary>
    public static byte[] Encode(byte[][] arguments)
    {
        using var request = new MemoryStream();
        request.Write(Encoding.ASCII.GetBytes($"*{arguments.Length}\r\n"));
        foreach (var argument in arguments)
        {
            request.Write(Encoding.ASCII.GetBytes($"${argument.Length}\r\n"));
            request.Write(argument);
            request.Write("\r\n"u8);
        }
        return request.ToArray();
    }

    public static byte[] Encode(params string[] arguments) =>
        Encode(Array.ConvertAll(arguments, Encoding.Latin1.GetBytes));

    /// <summary>The next reply. Throws <see cref="EndOfStreamException"/> where the server closed instead.</summary>
    public RespValue Read()
    {
        var line = ReadLine();
        if (line.Length == 0) throw new InvalidDataException("An empty line where a reply should open.");
        var kind = (RespKind)line[0];
        var rest = line[1..];
        switch (kind)
        {
            case RespKind.Bulk or RespKind.Verbatim or RespKind.BulkError:
                var length = int.Parse(rest);
                return length < 0 ? RespValue.Scalar(RespKind.NullBulk, [])
                    : RespValue.Scalar(kind, ReadBlock(length));
            case RespKind.Array or RespKind.Set or RespKind.Push or RespKind.Map:
                var count = int.Parse(rest);
                if (count < 0) return RespValue.Scalar(RespKind.NullArray, []);
                var items = new RespValue[kind == RespKind.Map ? count * 2 : count];
                for (var i = 0; i < items.Length; i++) items[i] = Read();
                return RespValue.Aggregate(kind, items);
            case RespKind.Simple or RespKind.Error or RespKind.Integer or RespKind.Null or RespKind.Double
                or RespKind.Boolean or RespKind.BigNumber:
                return RespValue.Scalar(kind, Encoding.Latin1.GetBytes(rest));
            default:
                throw new InvalidDataException($"No reply opens like this: {line}");
        }
    }

    /// <summary>Reads until the server closes; returns the number of bytes that still came.</summary>
    public long DrainUntilClosed()
    {
        long drained = end - start;
        start = end = 0;
        try
        {
            while (Socket.Receive(buffer) is var received and > 0) drained += received;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The server closed with bytes of ours unread: closed all the same.
        }
        return drained;
    }

    string ReadLine()
    {
        var line = new StringBuilder();
        while (true)
        {
            var b = ReadByte();
            if (b == '\r')
            {
                if (ReadByte() != '\n') throw new InvalidDataException("A CR without its LF.");
                return line.ToString();
            }
            line.Append((char)b);
        }
    }

    byte[] ReadBlock(int length)
    {
        var block = new byte[length];
        for (var read = 0; read < length;)
        {
            if (start == end) Fill();
            var count = Math.Min(end - start, length - read);
            buffer.AsSpan(start, count).CopyTo(block.AsSpan(read));
            start += count;
            read += count;
        }
        if (ReadByte() != '\r' || ReadByte() != '\n') throw new InvalidDataException("A block without its CR LF.");
        return block;
    }

    byte ReadByte()
    {
        if (start == end) Fill();
        return buffer[start++];
    }

    void Fill()
    {
        start = 0;
        end = 0;
        int received;
        try
        {
            received = Socket.Receive(buffer);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            received = 0;
        }
        if (received == 0) throw new EndOfStreamException("The server closed the connection.");
        end = received;
    }

    public void Dispose() => Socket.Dispose();
}
