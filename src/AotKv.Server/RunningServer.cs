using AotKv.Instance;
using AotKv.Server.Reactor;

namespace AotKv.Server;

/// <summary>The cores of a server that has started, and what they listen at. Owned by the main thread.</summary>
sealed class RunningServer(ServerInstance server, Core[] cores, ListeningSockets listening, NetworkChoice choice)
{
    readonly Thread[] threads = new Thread[cores.Length];

    public ServerInstance Server => server;

    public Core[] Cores => cores;

    public ListeningSockets Listening => listening;

    /// <summary>Starts one thread a core; returns once all of them run.</summary>
    public void Start()
    {
        var listeners = new Listeners(listening.Sockets, cores);
        listening.Attach(listeners);
        for (var i = 0; i < cores.Length; i++)
        {
            var core = cores[i];
            threads[i] = new Thread(() => core.Run(choice.MakeNetwork, listeners)) { Name = $"core {i}" };
        }

        // Core 0 last: it deals connections out to the others.
        for (var i = cores.Length - 1; i >= 0; i--) threads[i].Start();
        foreach (var core in cores) core.WaitUntilStarted();
    }

    /// <summary>Ends all cores after their current turn, and stops listening.</summary>
    public void Stop()
    {
        foreach (var core in cores) core.Stop();
        foreach (var thread in threads) thread.Join();
        listening.Close();
    }
}
