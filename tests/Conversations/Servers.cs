using AotKv.Loopback;

namespace AotKv.Conversations.Tests;

/// <summary>One server for each cell, started at its first conversation and ended after the last.</summary>
public sealed class Servers : IDisposable
{
    readonly Dictionary<Cell, ServerProcess> servers = [];

    public ServerProcess For(Cell cell)
    {
        // A conversation that ended its server must not fail the ones after it.
        if (servers.TryGetValue(cell, out var server) && !server.HasExited) return server;
        server = ServerProcess.StartOurs(cell.Shards, cell.Backend);
        servers[cell] = server;
        return server;
    }

    public void Dispose()
    {
        foreach (var server in servers.Values) server.Dispose();
    }
}
