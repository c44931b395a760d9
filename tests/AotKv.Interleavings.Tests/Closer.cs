using AotKv.Interleavings.Tests.Simulated;
using AotKv.Linearizability;
using AotKv.Server.Reactor;

namespace AotKv.Interleavings.Tests;

/// <summary>
/// Comes when all clients are done: reads every key once more, then, when a monitor has seen that, ends the cores.
/// </summary>
sealed class Closer(
    Scheduler scheduler, SimulatedMachine machine, RunPlan plan, History history, SeededRun run,
    List<SimulatedClient> clients, Core[] cores, SimulatedMonitor? monitor) : IActor
{
    SimulatedClient? reader;
    bool hasStopped;

    public bool IsReady
    {
        get
        {
            if (hasStopped) return false;
            if (reader is null)
                return clients.TrueForAll(client => client.IsDone) && monitor is not { IsAnswered: false };
            return reader.IsDone ? monitor is null || monitor.HasSeen(reader) : reader.IsReady;
        }
    }

    public void Act()
    {
        if (reader is null)
        {
            reader = new SimulatedClient(scheduler, machine, plan, history, run) { IsLastReader = true };
            clients.Add(reader);
        }
        else if (!reader.IsDone) reader.Act();
        else
        {
            hasStopped = true;
            foreach (var core in cores) core.Stop();
        }
    }
}
