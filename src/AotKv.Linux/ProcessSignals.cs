using AotKv.Linux.Calls;
using AotKv.Linux.Epoll;
using AotKv.Linux.Uring;
using AotKv.Machine;

namespace AotKv.Linux;

/// <summary>
/// Signals to the process. The handler is native: it notes the signal and ends the wait of one network, whose owner
/// then takes what was noted. There is one set of handlers in a process.
/// </summary>
public static class ProcessSignals
{
    /// <summary>From now on a signal of this kind is noted, and does nothing else.</summary>
    public static void Note(ProcessSignal signal) =>
        LinuxException.ThrowIfFailed(SignalCalls.Note((int)signal), "sigaction");

    public static void Ignore(ProcessSignal signal) =>
        LinuxException.ThrowIfFailed(SignalCalls.Ignore((int)signal), "sigaction");

    /// <summary>From now on a signal of this kind ends the process at once, with a line in the log.</summary>
    public static void ExitOn(ProcessSignal signal) =>
        LinuxException.ThrowIfFailed(FaultCalls.ExitOn((int)signal), "sigaction");

    /// <summary>Back to what the kernel does by default, so that a process can die of the signal.</summary>
    public static void Default(ProcessSignal signal) =>
        LinuxException.ThrowIfFailed(SignalCalls.Default((int)signal), "sigaction");

    /// <summary>Which network's wait a noted signal ends; null for none, as before that network is disposed.</summary>
    public static void Wake(Network? network) => SignalCalls.WakeOnSignal(network switch
    {
        null => -1,
        EpollNetwork epoll => epoll.WakeDescriptor,
        UringNetwork uring => uring.WakeDescriptor,
        _ => throw new ArgumentException("Only a network of this machine can be woken by a signal."),
    });

    /// <summary>Takes the noted signals: signal N is bit N.</summary>
    public static ulong TakeAll() => SignalCalls.Take();

    /// <summary>Whether <paramref name="taken"/> has the signal.</summary>
    public static bool Has(ulong taken, ProcessSignal signal) => (taken & (1ul << (int)signal)) != 0;

    public static int Send(int processId, ProcessSignal signal) => SignalCalls.Send(processId, (int)signal);
}
