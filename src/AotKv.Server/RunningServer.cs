using AotKv.Instance;
using AotKv.Server.Reactor;

namespace AotKv.Server;

/// <summary>The cores of a server that has started, and what they listen at. Owned by the main thread.</summary>
sealed class RunningServer(ServerInstance server, Core[] cores, ListeningSockets listening, NetworkChoice choice)
{
    readonly Thread[] threads = new Thread[cores.Length];
    readonly Listeners listeners = new(cores);

    public ServerInstance Server => server;

    public Core[] Cores => cores;

    public ListeningSockets Listening => listening;

    /// <summary>Starts one thread a core; returns once all of them run. Nobody is let in yet.</summary>
    public void Start()
    {
        listening.Attach(listeners);
        for (var i = 0; i < cores.Length; i++)
        {
            var core = cores[i];
            threads[i] = new Thread(() => core.Run(choice.MakeNetwork, listeners)) { Name = $"core {i}" };
        }

        foreach (var thread in threads) thread.Start();
        foreach (var core in cores) core.WaitUntilStarted();
    }

    /// <summary>Lets clients in, from now on.</summary>
    public void Listen() => listeners.Change(listening.Sockets, closed: []);

    /// <summary>Ends all cores after their current turn, and stops listening.</summary>
    public void Stop()
    {
        foreach (var core in cores) core.Stop();
        foreach (var thread in threads) thread.Join();
        listening.Close();
    }
}
