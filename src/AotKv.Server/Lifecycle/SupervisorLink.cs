using AotKv.Instance.Configuration;
using AotKv.Instance.Logging;
using AotKv.Linux;

namespace AotKv.Server.Lifecycle;

/// <summary>Whoever watches over the process (systemd, upstart, nobody), told how it fares. The main thread.</summary>
sealed class SupervisorLink
{
    readonly ServerLog log;

    SupervisorLink(SupervisedMode mode, ServerLog log)
    {
        Mode = mode;
        this.log = log;
    }

    /// <summary>None, Upstart or Systemd: what was found, where it was to be detected.</summary>
    public SupervisedMode Mode { get; }

    public bool IsSupervised => Mode != SupervisedMode.None;

    /// <summary>The supervisor that the configuration names, or that shows itself. Upstart stops us here.</summary>
    public static SupervisorLink Find(SupervisedMode wanted, ServerLog log)
    {
        var mode = wanted;
        if (mode == SupervisedMode.Detect)
        {
            mode = Has("UPSTART_JOB") ? SupervisedMode.Upstart
                : Has("NOTIFY_SOCKET") ? SupervisedMode.Systemd
                : SupervisedMode.None;
            if (mode == SupervisedMode.Upstart) log.Verbose("Upstart supervision detected.");
            if (mode == SupervisedMode.Systemd) log.Verbose("Systemd supervision detected.");
        }

        var isSupervised = mode switch
        {
            SupervisedMode.Upstart => StopForUpstart(log),
            SupervisedMode.Systemd => GreetSystemd(log),
            _ => false,
        };
        return new(isSupervised ? mode : SupervisedMode.None, log);
    }

    public void TellReady()
    {
        Tell("STATUS=Ready to accept connections\n");
        Tell("READY=1\n");
    }

    public void TellStopping() => Tell("STOPPING=1\n");

    void Tell(string message)
    {
        if (Mode == SupervisedMode.Systemd) Notify(message, log);
    }

    static bool Has(string variable) => Environment.GetEnvironmentVariable(variable) is not null;

    static bool StopForUpstart(ServerLog log)
    {
        if (!Has("UPSTART_JOB"))
        {
            log.Warning("upstart supervision requested, but UPSTART_JOB not found!");
            return false;
        }

        log.Notice("supervised by upstart, will stop to signal readiness.");
        ProcessSignals.Send(ProcessUsage.Id, ProcessSignal.Stop);
        return true;
    }

    static bool GreetSystemd(ServerLog log)
    {
        if (!Notify("STATUS=Valkey is loading...\n", log)) return false;
        log.Notice("Supervised by systemd. Please make sure you set appropriate values for TimeoutStartSec and "
            + "TimeoutStopSec in your service unit.");
        return true;
    }

    static bool Notify(string message, ServerLog log)
    {
        var result = Supervision.Notify(message);
        if (result == 0) log.Warning("systemd supervision error: NOTIFY_SOCKET not found!");
        else if (result < 0) log.Warning($"systemd supervision error: sd_notify: {result}");
        return result > 0;
    }
}
