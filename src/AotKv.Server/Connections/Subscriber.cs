using AotKv.Engine.PubSub;
using AotKv.Instance.Sessions;
using AotKv.Server.Reactor;

namespace AotKv.Server.Connections;

/// <summary>
/// A client that is given messages, or once was: what it subscribes to, and messages that wait for the end of its
/// command. Owned by the connection, on its core.
/// </summary>
sealed class Subscriber(Connection connection, Core core)
{
    readonly Subscriptions subscriptions = connection.Session.Subscriptions = new Subscriptions();
    List<byte[]>? deferred;

    public void Subscribe(SubscriptionKind kind, byte[] name)
    {
        if (subscriptions.Contains(kind, name)) return;
        core.Subscriptions.Add(connection, kind, name);
        subscriptions.Add(kind, name);
    }

    public void Unsubscribe(SubscriptionKind kind, byte[] name)
    {
        core.Subscriptions.Remove(connection, kind, name);
        subscriptions.Remove(kind, name);
    }

    public void UnsubscribeAll()
    {
        if (subscriptions.Sum == 0) return;
        foreach (var kind in Enum.GetValues<SubscriptionKind>())
            foreach (var name in subscriptions.Names(kind)) Unsubscribe(kind, name);
    }

    /// <summary>Writes a message: not into what EXEC answers, and behind the reply of the command under way.</summary>
    public void Push(byte[] frame)
    {
        if (connection.IsAnswerUnderWay)
        {
            (deferred ??= []).Add(frame);
            return;
        }
        connection.Pushes.Raw(frame);
        core.FlushLater(connection);
    }

    /// <summary>The command is answered.</summary>
    public void PushDeferred()
    {
        if (deferred is not null)
        {
            foreach (var frame in deferred) connection.Pushes.Raw(frame);
            deferred = null;
        }
        core.Subscriptions.Deliver();
    }
}
