using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AotKv.Bench.Loads;

/// <summary>
/// Another client, who only asks for a key that nobody touches, over and over, on a thread of its own: how long it
/// waits is what a command does to everybody else. It allocates nothing after it was made, so that no collection of
/// this process looks like a pause of the server.
/// </summary>
sealed class Pinger : IDisposable
{
    const int Paused = -1;
    const int Ended = -2;

    readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    readonly byte[] request = "*2\r\n$3\r\nGET\r\n$9\r\nunrelated\r\n"u8.ToArray();
    readonly byte[] reply = new byte[64];
    readonly Histogram[] windows = [new(), new()];
    readonly Thread thread;

    // What the measuring thread wants, and what the pinging thread has taken note of: a window, or one of the above.
    volatile int wanted = Paused;
    volatile int current = Paused;
    volatile string failure = "";
    int last;

    public Pinger(int port)
    {
        socket.ReceiveTimeout = 120_000;
        socket.Connect(IPAddress.Loopback, port);
        thread = new(Ping) { Name = "pinger", IsBackground = true };
        thread.Start();
    }

    /// <summary>Begins a window: what comes from now on is counted anew.</summary>
    public void Begin()
    {
        last = 1 - last;
        windows[last].Clear();
        Want(last);
    }

    /// <summary>Ends the window and stops asking. What it saw stays until the one after the next begins.</summary>
    public Histogram End()
    {
        Want(Paused);
        return windows[last];
    }

    void Want(int state)
    {
        wanted = state;
        while (current != state && failure == "") Thread.Sleep(1);
        if (failure != "") throw new LoadException($"The pinger failed: {failure}");
    }

    void Ping()
    {
        try
        {
            while (current != Ended)
            {
                current = wanted;
                if (current >= 0) Ask(windows[current]);
                else Thread.Sleep(1);
            }
        }
        catch (SocketException error)
        {
            failure = error.Message;
        }
    }

    void Ask(Histogram window)
    {
        var began = Stopwatch.GetTimestamp();
        socket.Send(request);
        if (socket.Receive(reply) == 0) throw new SocketException((int)SocketError.ConnectionReset);
        window.Add(Stopwatch.GetTimestamp() - began);
    }

    public void Dispose()
    {
        wanted = Ended;
        thread.Join();
        socket.Dispose();
    }
}
