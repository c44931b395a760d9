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
    List<Publication>? deferred;

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
    public void Push(Publication publication)
    {
        if (connection.IsAnswerUnderWay)
        {
            (deferred ??= []).Add(publication);
            return;
        }
        Write(publication);
        core.FlushLater(connection);
    }

    void Write(Publication publication)
    {
        var isOfPattern = publication.Kind == SubscriptionKind.Pattern;
        var push = connection.Pushes;
        push.Push(isOfPattern ? 4 : 3);
        push.Bulk(publication.Kind switch
        {
            SubscriptionKind.Channel => "message"u8,
            SubscriptionKind.Pattern => "pmessage"u8,
            _ => "smessage"u8,
        });
        if (isOfPattern) push.Bulk(publication.Name);
        push.Bulk(publication.Channel);
        push.Bulk(publication.Message);
    }

    /// <summary>The command is answered.</summary>
    public void PushDeferred()
    {
        if (deferred is not null)
        {
            foreach (var publication in deferred) Write(publication);
            deferred = null;
        }
        core.Subscriptions.Deliver();
    }
}
