using AotKv.Interleavings.Tests.Simulated;
using AotKv.Linearizability;
using AotKv.Server.Reactor;

namespace AotKv.Interleavings.Tests;

/// <summary>Comes when all clients are done: reads every key once more, then ends the cores.</summary>
sealed class Closer(
    Scheduler scheduler, SimulatedMachine machine, RunPlan plan, History history, SeededRun run,
    List<SimulatedClient> clients, Core[] cores) : IActor
{
    SimulatedClient? reader;
    bool hasStopped;

    public bool IsReady
    {
        get
        {
            if (hasStopped) return false;
            if (reader is null) return clients.TrueForAll(client => client.IsDone);
            return reader.IsDone || reader.IsReady;
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
