using AotKv.Instance.Configuration;

namespace AotKv.Instance.Sessions;

/// <summary>
/// maxmemory-clients: closes the clients that hold most until all of them hold less than the limit. Run by the core
/// that notices it, for the clients of all cores, one run at a time.
/// </summary>
public static class ClientEviction
{
    /// <summary>With less than this nobody could talk to the server. Bytes.</summary>
    const long SmallestLimit = 128 * 1024;

    /// <summary>What all clients may hold together, bytes; 0: as much as they like.</summary>
    public static long LimitOf(HotSettings settings)
    {
        var limit = settings.MaxMemoryClients;
        if (limit < 0) limit = (long)(settings.MaxMemory * (-limit / 100.0));
        return limit == 0 ? 0 : Math.Max(limit, SmallestLimit);
    }

    /// <summary><paramref name="close"/> closes a client, wherever it lives.</summary>
    public static void Run(ServerInstance server, Action<Session> close, long limit) =>
        server.Evictions.Pass(() =>
        {
            var total = 0L;
            var clients = new List<(long Bytes, Session Session)>();
            foreach (var session in server.Clients.All())
            {
                if (session.IsEvicted) continue;
                var bytes = session.MemoryBytes;
                total += bytes;
                if (!session.IsSparedEviction) clients.Add((bytes, session));
            }
            clients.Sort(static (left, right) => right.Bytes.CompareTo(left.Bytes));
            foreach (var (bytes, session) in clients)
            {
                if (total <= limit) break;
                var line = ClientLine.ForLog(session, server.Clock.UnixMicroseconds / 1000);
                server.Log.Notice($"Evicting client: {line}");
                session.IsEvicted = true;
                server.Clients.Remove(session);
                server.Statistics.CountEvictedClient();
                close(session);
                total -= bytes;
            }
            if (total > limit) server.Log.Warning("Over client maxmemory after evicting all evictable clients");
            return total;
        });
}
