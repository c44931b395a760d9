using AotKv.Engine.PubSub;
using AotKv.Server.Connections;

namespace AotKv.Server.Reactor;

/// <summary>
/// Which clients of one core subscribe to what, and the messages that have come for them. On the core's thread.
/// </summary>
sealed class CoreSubscriptions(int core, Publications publications)
{
    readonly Dictionary<byte[], HashSet<Connection>>[] subscribers =
        [.. Enum.GetValues<SubscriptionKind>()
            .Select(_ => new Dictionary<byte[], HashSet<Connection>>(ByteTexts.Comparer))];

    /// <summary>A client subscribes: it gets what is published from here on, and nothing from before.</summary>
    public void Add(Connection connection, SubscriptionKind kind, byte[] name)
    {
        while (!publications.TryAdd(core, kind, name)) Deliver();
        var known = subscribers[(int)kind];
        if (!known.TryGetValue(name, out var connections)) known[name] = connections = [];
        connections.Add(connection);
    }

    /// <summary>A client subscribes no more: it has got all that was published until here.</summary>
    public void Remove(Connection connection, SubscriptionKind kind, byte[] name)
    {
        while (!publications.TryRemove(core, kind, name)) Deliver();
        var connections = subscribers[(int)kind][name];
        connections.Remove(connection);
        if (connections.Count == 0) subscribers[(int)kind].Remove(name);
    }

    /// <summary>Gives clients what has come for them.</summary>
    public void Deliver()
    {
        while (publications.Take(core) is { } taken)
            foreach (var publication in taken) Deliver(publication);
    }

    void Deliver(Publication publication)
    {
        if (!subscribers[(int)publication.Kind].TryGetValue(publication.Name, out var connections)) return;
        foreach (var connection in connections) connection.Push(publication);
    }
}
