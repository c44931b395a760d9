using AotKv.Linux.Calls;

namespace AotKv.Linux.Uring;

/// <summary>
/// The listeners of one ring, watched by an epoll that the ring watches in turn. Not by the ring itself: its
/// operations hold on to their files, and a killed process would keep its ports until the kernel has taken the ring
/// apart, some milliseconds after the exit.
/// </summary>
sealed unsafe class UringListeners : IDisposable
{
    readonly Dictionary<int, long> tokens = [];

    internal UringListeners()
    {
        Descriptor = EpollCalls.Create();
        LinuxException.ThrowIfFailed(Descriptor, "epoll_create1");
    }

    /// <summary>Readable when a listener has new connections.</summary>
    internal int Descriptor { get; }

    internal void Add(int listener, long token)
    {
        tokens[listener] = token;
        var added = EpollCalls.Control(
            Descriptor, EpollCalls.Add, listener, EpollCalls.Readable | EpollCalls.EdgeTriggered, (uint)listener);
        LinuxException.ThrowIfFailed(added, "epoll_ctl");
    }

    internal void Remove(int listener)
    {
        tokens.Remove(listener);
        EpollCalls.Control(Descriptor, EpollCalls.Remove, listener, 0, 0);
    }

    internal long TokenOf(int listener) => tokens[listener];

    /// <summary>Fills the listeners with new connections; their number.</summary>
    internal int Take(Span<int> listeners)
    {
        var events = stackalloc EpollEvent[listeners.Length];
        var found = EpollCalls.Wait(Descriptor, events, listeners.Length, 0);
        for (var i = 0; i < found; i++) listeners[i] = (int)events[i].Data;
        return found;
    }

    public void Dispose() => SocketCalls.Close(Descriptor);
}
