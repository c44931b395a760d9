using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.PubSub;

/// <summary>Messages to all who subscribe to a channel.</summary>
static class PublishCommands
{
    const CommandFlags Flags = CommandFlags.PubSub | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast |
        CommandFlags.MayReplicate;

    /// <summary>Sends a message to all who subscribe to a channel or to a pattern that it matches.</summary>
    [Command("PUBLISH", Arity = 3, Flags = Flags | CommandFlags.Sentinel, Group = "pubsub", Since = "2.0.0",
        Complexity = "O(N+M), N being the subscribers of the channel and M all patterns that are subscribed to.",
        Syntax = "PUBLISH channel message")]
    internal static void Publish(in Call call, Session session, ref Reply reply) =>
        reply.Integer(session.Server.Publications.Publish(SubscriptionKind.Channel, call[1], call[2]));

    /// <summary>Sends a message to all who subscribe to a shard channel.</summary>
    [Command("SPUBLISH", Arity = 3, Flags = Flags, Group = "pubsub", Since = "7.0.0",
        Complexity = "O(N), N being the subscribers of the shard channel.",
        Syntax = "SPUBLISH shardchannel message")]
    [KeySpec(1, KeyFlags.NotKey)]
    internal static void PublishToShard(in Call call, Session session, ref Reply reply) =>
        reply.Integer(session.Server.Publications.Publish(SubscriptionKind.ShardChannel, call[1], call[2]));
}
