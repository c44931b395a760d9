using AotKv.Engine.Catalog;
using AotKv.Engine.Transactions;
using AotKv.Instance.Sessions;
using AotKv.Server.Reactor;

namespace AotKv.Server.Connections;

/// <summary>
/// How many requests from one on can go to the shards together: commands on keys that need no check but those made
/// here, and whose outcome cannot change how the next is read. IsLocal: all of their keys are this core's.
/// </summary>
readonly record struct RequestRun(int Count, bool IsLocal)
{
    public static RequestRun From(Batch batch, int first, Session session, Core core)
    {
        if (session.Queued is not null || !session.IsAuthenticated || session.ReplyMode != ReplyMode.On) return default;
        if (core.Paused != PausedActions.None || session.IsMonitor || session.IsSubscriber) return default;
        if (core.IsWatched) return Single(batch, first, session, core);
        var requests = batch.Requests;
        var isLimited = !session.User.Rules.IsUnlimited;
        var isLocal = true;
        var end = first;
        for (; end < batch.Count; end++)
        {
            ref var request = ref requests[end];
            if (!request.IsPlain || core.IsOutOfMemory && NeedsMemory(core, request)) break;
            if (isLimited && !IsAllowed(batch, request, session, core)) break;
            isLocal &= request.Shard == core.Port.Core;
        }
        return new(end - first, isLocal);
    }

    /// <summary>
    /// While somebody is shown every command, or what they change, they run one by one: in the client's order.
    /// </summary>
    static RequestRun Single(Batch batch, int first, Session session, Core core)
    {
        ref var request = ref batch.Requests[first];
        if (!request.IsPlain || request.Shard < 0 || core.IsOutOfMemory && NeedsMemory(core, request)) return default;
        if (!session.User.Rules.IsUnlimited && !IsAllowed(batch, request, session, core)) return default;
        return new(1, request.Shard == core.Port.Core);
    }

    static bool IsAllowed(Batch batch, in Request request, Session session, Core core) =>
        Permission.Allows(session, core.Commands[request.Command], batch.ArgumentsOf(request));

    static bool NeedsMemory(Core core, in Request request) =>
        core.Commands[request.Command].Flags.HasFlag(CommandFlags.DenyOom);
}
