using System.Text;
using AotKv.Instance;
using AotKv.Instance.Info;
using AotKv.Instance.Logging;
using AotKv.Instance.Sessions;
using AotKv.Linux;

namespace AotKv.Server.Background;

/// <summary>
/// Adds INFO, the list of clients and the configuration for debugging to the report of a fault: on a thread of its own,
/// because no managed code may run in the thread that faulted, which waits for two seconds at most.
/// </summary>
sealed class FaultWitness(ServerInstance server)
{
    public void Start() => new Thread(Run) { IsBackground = true, Name = "fault witness" }.Start();

    void Run()
    {
        if (!FaultReports.Await()) return;
        var now = server.Clock.UnixMicroseconds / 1000;
        server.Log.WriteRaw(LogLevel.Warning, "\n------ INFO OUTPUT ------\n");
        server.Log.WriteRaw(LogLevel.Warning, new InfoReport(server, now).Write(["everything"]));
        server.Log.WriteRaw(LogLevel.Warning, "\n------ CLIENT LIST OUTPUT ------\n");
        var clients = new StringBuilder();
        foreach (var session in server.Clients.All()) ClientLine.Append(clients, session, now);
        server.Log.WriteRaw(LogLevel.Warning, clients.ToString());
        server.Log.WriteRaw(LogLevel.Warning, "\n------ CONFIG DEBUG OUTPUT ------\n");
        server.Log.WriteRaw(LogLevel.Warning, server.Configuration.ShowForDebugging());
        FaultReports.IsTold();
    }
}
