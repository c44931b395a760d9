using AotKv.Engine.PubSub;
using AotKv.Instance.Acl;

namespace AotKv.Instance.Sessions;

/// <summary>
/// Closes the clients of users who subscribe to what their users' rules, which were changed, no longer allow. On the
/// core of the client that changed them.
/// </summary>
public static class ChannelAccess
{
    /// <summary>The caller still gets its answer.</summary>
    public static void Enforce(Session caller, Predicate<User> isConcerned)
    {
        if (!caller.Server.Publications.HasAudience) return;
        foreach (var client in caller.Server.Clients.All())
        {
            if (!isConcerned(client.User) || client.Subscriptions is not { Sum: > 0 } subscriptions) continue;
            if (AllowAll(client.User.Rules, subscriptions)) continue;
            if (client == caller) caller.Host.CloseAfterReplies();
            else caller.Host.Kill(client);
        }
    }

    static bool AllowAll(UserRules rules, Subscriptions subscriptions)
    {
        foreach (var kind in Enum.GetValues<SubscriptionKind>())
            foreach (var name in subscriptions.Names(kind))
                if (!rules.AllowChannel(name, kind == SubscriptionKind.Pattern)) return false;
        return true;
    }
}
