using System.Runtime.InteropServices;
using AotKv.Instance.Logging;

namespace AotKv.Server;

/// <summary>SIGTERM and SIGINT end the server in order; SIGHUP does nothing. Owned by the main thread.</summary>
sealed class ShutdownSignals : IDisposable
{
    readonly PosixSignalRegistration[] registrations;

    public ShutdownSignals(ServerLog log, ManualResetEventSlim shutdown)
    {
        PosixSignalRegistration Ending(PosixSignal signal, string name) =>
            PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                log.Warning($"Received {name} scheduling shutdown...");
                shutdown.Set();
            });

        registrations =
        [
            Ending(PosixSignal.SIGTERM, "SIGTERM"),
            Ending(PosixSignal.SIGINT, "SIGINT"),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true),
        ];
    }

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
    }
}
