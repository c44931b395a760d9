using AotKv.Linux.Calls;

namespace AotKv.Linux;

/// <summary>
/// What wakes the thread that watches over the process: noted signals, and whoever calls <see cref="Wake"/>. One for
/// the process; it takes the place of a network in <see cref="ProcessSignals.Wake"/>.
/// </summary>
public sealed class SignalInbox : IDisposable
{
    readonly int descriptor;

    public SignalInbox()
    {
        descriptor = EpollCalls.CreateEventDescriptor();
        LinuxException.ThrowIfFailed(descriptor, "eventfd");
        SignalCalls.WakeOnSignal(descriptor);
    }

    /// <summary>Ends a <see cref="Wait"/>, now or at its next call. Any thread.</summary>
    public void Wake() => EpollCalls.SignalEventDescriptor(descriptor);

    /// <summary>Waits for signals or <see cref="Wake"/>, and takes the signals: signal N is bit N.</summary>
    /// <param name="milliseconds">How long at most; -1 for no limit.</param>
    public ulong Wait(int milliseconds)
    {
        SignalCalls.AwaitEvent(descriptor, milliseconds);
        return SignalCalls.Take();
    }

    public void Dispose()
    {
        SignalCalls.WakeOnSignal(-1);
        SocketCalls.Close(descriptor);
    }
}
