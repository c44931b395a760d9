using System.Collections.Concurrent;

namespace AotKv.Instance.Sessions;

/// <summary>
/// All clients of all cores, by id. Written when a client comes and goes, read by CLIENT LIST and KILL from any core.
/// </summary>
public sealed class ClientRegistry
{
    readonly ConcurrentDictionary<long, Session> sessions = new();
    long lastId;

    /// <summary>Clients connected now.</summary>
    public int Count => sessions.Count;

    /// <summary>Connections accepted since the server started.</summary>
    public long Accepted => Interlocked.Read(ref lastId);

    public long NextId() => Interlocked.Increment(ref lastId);

    public void Add(Session session) => sessions[session.Id] = session;

    public void Remove(Session session) => sessions.TryRemove(session.Id, out _);

    public Session? Find(long id) => sessions.GetValueOrDefault(id);

    /// <summary>All clients, oldest first.</summary>
    public List<Session> All()
    {
        var all = new List<Session>(sessions.Count);
        foreach (var (_, session) in sessions) all.Add(session);
        all.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        return all;
    }
}
