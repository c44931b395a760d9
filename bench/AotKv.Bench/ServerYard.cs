using System.Runtime.InteropServices;
using AotKv.Bench.Loads;
using AotKv.Loopback;

namespace AotKv.Bench;

/// <summary>
/// Starts the servers and sees to it that none outlives this process, also where it is told to stop or fails.
/// </summary>
sealed class ServerYard : IDisposable
{
    readonly List<ServerProcess> running = [];
    readonly PosixSignalRegistration[] signals;

    public ServerYard()
    {
        signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Leave),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave),
        ];
    }

    public ServerProcess Start(Contender contender) => Start(contender, Contender.ServerCpu);

    public ServerProcess Start(Contender contender, string cpus)
    {
        var server = ServerProcess.StartAt("taskset", ServerProcess.FreePort(), ["-c", cpus, contender.Binary],
            contender.Arguments);
        lock (running) running.Add(server);
        return server;
    }

    public void Stop(ServerProcess server)
    {
        lock (running) running.Remove(server);
        server.Dispose();
    }

    /// <summary>A server's connections close a moment before its process is gone.</summary>
    const int DyingMilliseconds = 300;

    /// <summary>What a server said that has ended by itself; "" where none has. After something failed.</summary>
    public string LastWords()
    {
        Thread.Sleep(DyingMilliseconds);
        lock (running)
            foreach (var server in running)
                if (server.HasExited) return server.LastWords();
        return "";
    }

    void Leave(PosixSignalContext signal)
    {
        StopAll();
        Environment.Exit(130);
    }

    /// <summary>Ends all that still run: what a part leaves.</summary>
    public void StopAll()
    {
        lock (running)
        {
            foreach (var server in running) server.Dispose();
            running.Clear();
        }
    }

    public void Dispose()
    {
        StopAll();
        foreach (var signal in signals) signal.Dispose();
    }
}
