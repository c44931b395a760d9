using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Instance.Sessions;
using AotKv.Wire.Text;

namespace AotKv.Commands.PubSub;

/// <summary>Who subscribes to what.</summary>
[CommandContainer("PUBSUB", Group = "pubsub", Since = "2.8.0", Complexity = "Depends on the subcommand.",
    Summary = "Tells of the channels and patterns that are subscribed to.")]
static class PubSubCommands
{
    const CommandFlags Flags = CommandFlags.PubSub | CommandFlags.Loading | CommandFlags.Stale;

    const string PerChannel = "O(N), N being the number of channels.";

    /// <summary>The channels that are subscribed to by name.</summary>
    [Command("PUBSUB|CHANNELS", Arity = -2, Flags = Flags, Group = "pubsub", Since = "2.8.0",
        Complexity = PerChannel, Syntax = "PUBSUB CHANNELS [pattern]")]
    internal static void Channels(in Call call, Session session, ref Reply reply) =>
        AnswerNames(call, session, reply, SubscriptionKind.Channel);

    /// <summary>The shard channels that are subscribed to.</summary>
    [Command("PUBSUB|SHARDCHANNELS", Arity = -2, Flags = Flags, Group = "pubsub", Since = "7.0.0",
        Complexity = PerChannel, Syntax = "PUBSUB SHARDCHANNELS [pattern]")]
    internal static void ShardChannels(in Call call, Session session, ref Reply reply) =>
        AnswerNames(call, session, reply, SubscriptionKind.ShardChannel);

    /// <summary>How many clients subscribe to channels by name.</summary>
    [Command("PUBSUB|NUMSUB", Arity = -2, Flags = Flags, Group = "pubsub", Since = "2.8.0",
        Complexity = PerChannel, Syntax = "PUBSUB NUMSUB [channel [channel ...]]")]
    internal static void CountSubscribers(in Call call, Session session, ref Reply reply) =>
        AnswerCounts(call, session, reply, SubscriptionKind.Channel);

    /// <summary>How many clients subscribe to shard channels.</summary>
    [Command("PUBSUB|SHARDNUMSUB", Arity = -2, Flags = Flags, Group = "pubsub", Since = "7.0.0",
        Complexity = PerChannel, Syntax = "PUBSUB SHARDNUMSUB [shardchannel [shardchannel ...]]")]
    internal static void CountShardSubscribers(in Call call, Session session, ref Reply reply) =>
        AnswerCounts(call, session, reply, SubscriptionKind.ShardChannel);

    /// <summary>How many patterns are subscribed to.</summary>
    [Command("PUBSUB|NUMPAT", Arity = 2, Flags = Flags, Group = "pubsub", Since = "2.8.0", Complexity = "O(1)",
        Syntax = "PUBSUB NUMPAT")]
    internal static void CountPatterns(in Call call, Session session, ref Reply reply) =>
        reply.Integer(session.Server.Publications.CountNames(SubscriptionKind.Pattern));

    /// <summary>Says what PUBSUB's subcommands do.</summary>
    [Command("PUBSUB|HELP", Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale, Group = "pubsub",
        Since = "6.2.0", Complexity = "O(1)", Syntax = "PUBSUB HELP")]
    internal static void Help(in Call call, Session session, ref Reply reply) =>
        HelpText.Answer(reply, "PUBSUB", PubSubHelp.Lines);

    static void AnswerNames(in Call call, Session session, in Reply reply, SubscriptionKind kind)
    {
        if (call.Count > 3)
        {
            reply.Error("ERR unknown subcommand or wrong number of arguments for '"u8, call[1],
                "'. Try PUBSUB HELP."u8);
            return;
        }
        var names = session.Server.Publications.Names(kind);
        if (call.Count == 3)
        {
            var pattern = call[2].ToArray();
            names.RemoveAll(name => !GlobPattern.Matches(pattern, name));
        }
        reply.Array(names.Count);
        foreach (var name in names) reply.Bulk(name);
    }

    static void AnswerCounts(in Call call, Session session, in Reply reply, SubscriptionKind kind)
    {
        reply.Array((call.Count - 2) * 2);
        for (var i = 2; i < call.Count; i++)
        {
            reply.Bulk(call[i]);
            reply.Integer(session.Server.Publications.CountSubscribers(kind, call[i]));
        }
    }
}
