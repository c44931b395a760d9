using AotKv.Engine.Messaging;

namespace AotKv.Instance.Sessions;

/// <summary>
/// All clients of all cores, by id. Changed when a client comes and goes, read by CLIENT LIST and KILL from any core,
/// one at a time. A hash table whose chains run through the sessions: a client costs it a place of 8 bytes or two.
/// </summary>
public sealed class ClientRegistry
{
    const int InitialChains = 64;

    readonly Turnstile turnstile = new();
    Session?[] chains = new Session?[InitialChains];
    int count;
    long lastId;
    int arriving;

    /// <summary>Clients connected now.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Clients connected now, and those on their way to their cores: what maxclients limits.</summary>
    public int CountWithArriving => Count + Volatile.Read(ref arriving);

    /// <summary>A connection was accepted; its core will <see cref="Add"/> it.</summary>
    public void Expect() => Interlocked.Increment(ref arriving);

    /// <summary>Connections accepted since the server started.</summary>
    public long Accepted => Interlocked.Read(ref lastId);

    public long NextId() => Interlocked.Increment(ref lastId);

    public void Add(Session session)
    {
        using var scope = turnstile.Enter();
        if (count == chains.Length) Grow();
        Link(session);
        count++;
        Interlocked.Decrement(ref arriving);
    }

    public void Remove(Session session)
    {
        using var scope = turnstile.Enter();
        ref var place = ref ChainOf(session.Id);
        while (place is not null && place != session) place = ref place.NextInRegistry;
        if (place is null) return;
        place = session.NextInRegistry;
        session.NextInRegistry = null;
        count--;
    }

    public Session? Find(long id)
    {
        using var scope = turnstile.Enter();
        var found = ChainOf(id);
        while (found is not null && found.Id != id) found = found.NextInRegistry;
        return found;
    }

    /// <summary>All clients, oldest first.</summary>
    public List<Session> All()
    {
        var all = new List<Session>(Count);
        using (turnstile.Enter())
        {
            foreach (var first in chains)
                for (var session = first; session is not null; session = session.NextInRegistry) all.Add(session);
        }
        all.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        return all;
    }

    // Ids rise by one: their low bits spread them evenly.
    ref Session? ChainOf(long id) => ref chains[id & (chains.Length - 1)];

    void Link(Session session)
    {
        ref var first = ref ChainOf(session.Id);
        session.NextInRegistry = first;
        first = session;
    }

    void Grow()
    {
        var old = chains;
        chains = new Session?[old.Length * 2];
        foreach (var first in old)
        {
            for (var session = first; session is not null;)
            {
                var next = session.NextInRegistry;
                Link(session);
                session = next;
            }
        }
    }
}
