using AotKv.Linux.Calls;

namespace AotKv.Linux;

/// <summary>
/// How other threads end the wait of a network's owner: an eventfd that is watched by edge and never read, and a flag
/// that lets the second and later signals of one sleep cost nothing.
/// </summary>
sealed class WakeSignal : IDisposable
{
    int pending;

    internal WakeSignal()
    {
        Descriptor = EpollCalls.CreateEventDescriptor();
        LinuxException.ThrowIfFailed(Descriptor, "eventfd");
    }

    internal int Descriptor { get; }

    /// <summary>Any thread. What it wrote before is seen by the owner after <see cref="Clear"/>.</summary>
    internal void Raise()
    {
        if (TryClaim()) EpollCalls.SignalEventDescriptor(Descriptor);
    }

    /// <summary>True for the one thread that has to wake the owner. Any thread.</summary>
    internal bool TryClaim() => Interlocked.Exchange(ref pending, 1) == 0;

    /// <summary>
    /// The owner is awake. A full barrier, as in <see cref="TryClaim"/>: whoever still found the flag set wrote its
    /// message before the owner looks for messages.
    /// </summary>
    internal void Clear() => Interlocked.Exchange(ref pending, 0);

    public void Dispose() => SocketCalls.Close(Descriptor);
}
