using AotKv.Instance.Logging;
using AotKv.Linux;

namespace AotKv.Server.Lifecycle;

/// <summary>
/// How long the server lives: until SIGTERM, SIGINT or SHUTDOWN. SIGHUP and SIGPIPE do nothing. Owned by the main
/// thread, which waits here; <see cref="RequestEnd"/> is for any thread.
/// </summary>
sealed class Lifetime : IDisposable
{
    readonly SignalInbox inbox = new();
    readonly ServerLog log;
    volatile bool isRequested;

    public Lifetime(ServerLog log)
    {
        this.log = log;
        ProcessSignals.Ignore(ProcessSignal.HangUp);
        ProcessSignals.Ignore(ProcessSignal.Pipe);
        ProcessSignals.Note(ProcessSignal.Terminate);
        ProcessSignals.Note(ProcessSignal.Interrupt);
    }

    /// <summary>Ends the wait, as SHUTDOWN does.</summary>
    public void RequestEnd()
    {
        isRequested = true;
        inbox.Wake();
    }

    /// <summary>Returns when the server shall end. From then on one more SIGINT ends the process at once.</summary>
    public void Wait()
    {
        while (!isRequested)
        {
            var signals = inbox.Wait(milliseconds: -1);
            if (ProcessSignals.Has(signals, ProcessSignal.Interrupt)) TakeSignal("SIGINT");
            else if (ProcessSignals.Has(signals, ProcessSignal.Terminate)) TakeSignal("SIGTERM");
        }
        ProcessSignals.ExitOn(ProcessSignal.Interrupt);
    }

    void TakeSignal(string name)
    {
        log.Warning($"Received {name} scheduling shutdown...");
        isRequested = true;
    }

    public void Dispose() => inbox.Dispose();
}
