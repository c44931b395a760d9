using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Instance.Sessions;

namespace AotKv.Commands.PubSub;

/// <summary>
/// What a client is given messages of. Each name is answered by itself, as a push where the client has RESP3.
/// </summary>
static class SubscribeCommands
{
    const CommandFlags Flags =
        CommandFlags.PubSub | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale;

    const string PerName = "O(N), N being the number of names.";

    /// <summary>Gives the client the messages of channels.</summary>
    [Command("SUBSCRIBE", Arity = -2, Flags = Flags | CommandFlags.Sentinel, Group = "pubsub", Since = "2.0.0",
        Complexity = PerName, Syntax = "SUBSCRIBE channel [channel ...]")]
    internal static void Subscribe(in Call call, Session session, ref Reply reply) =>
        Add(call, session, reply, SubscriptionKind.Channel);

    /// <summary>Gives the client the messages of all channels whose names match patterns.</summary>
    [Command("PSUBSCRIBE", Arity = -2, Flags = Flags | CommandFlags.Sentinel, Group = "pubsub", Since = "2.0.0",
        Complexity = PerName, Syntax = "PSUBSCRIBE pattern [pattern ...]")]
    internal static void SubscribeToPattern(in Call call, Session session, ref Reply reply) =>
        Add(call, session, reply, SubscriptionKind.Pattern);

    /// <summary>Gives the client the messages of shard channels.</summary>
    [Command("SSUBSCRIBE", Arity = -2, Flags = Flags, Group = "pubsub", Since = "7.0.0",
        Complexity = PerName, Syntax = "SSUBSCRIBE shardchannel [shardchannel ...]")]
    [KeySpec(1, KeyFlags.NotKey, Last = -1)]
    internal static void SubscribeToShard(in Call call, Session session, ref Reply reply) =>
        Add(call, session, reply, SubscriptionKind.ShardChannel);

    /// <summary>Gives the client no more messages of channels, or of any where none is named.</summary>
    [Command("UNSUBSCRIBE", Arity = -1, Flags = Flags | CommandFlags.Sentinel, Group = "pubsub", Since = "2.0.0",
        Complexity = PerName, Syntax = "UNSUBSCRIBE [channel [channel ...]]")]
    internal static void Unsubscribe(in Call call, Session session, ref Reply reply) =>
        Remove(call, session, reply, SubscriptionKind.Channel);

    /// <summary>Gives the client no more messages of patterns, or of any where none is named.</summary>
    [Command("PUNSUBSCRIBE", Arity = -1, Flags = Flags | CommandFlags.Sentinel, Group = "pubsub", Since = "2.0.0",
        Complexity = PerName, Syntax = "PUNSUBSCRIBE [pattern [pattern ...]]")]
    internal static void UnsubscribeFromPattern(in Call call, Session session, ref Reply reply) =>
        Remove(call, session, reply, SubscriptionKind.Pattern);

    /// <summary>Gives the client no more messages of shard channels, or of any where none is named.</summary>
    [Command("SUNSUBSCRIBE", Arity = -1, Flags = Flags, Group = "pubsub", Since = "7.0.0",
        Complexity = PerName, Syntax = "SUNSUBSCRIBE [shardchannel [shardchannel ...]]")]
    [KeySpec(1, KeyFlags.NotKey, Last = -1)]
    internal static void UnsubscribeFromShard(in Call call, Session session, ref Reply reply) =>
        Remove(call, session, reply, SubscriptionKind.ShardChannel);

    static void Add(in Call call, Session session, in Reply reply, SubscriptionKind kind)
    {
        var answers = AnswersOf(session, reply);
        for (var i = 1; i < call.Count; i++)
        {
            session.Host.Subscribe(kind, call[i].ToArray());
            Answer(answers, session, kind, isSubscribed: true, call[i]);
        }
    }

    static void Remove(in Call call, Session session, in Reply reply, SubscriptionKind kind)
    {
        var answers = AnswersOf(session, reply);
        var subscriptions = session.Subscriptions;
        if (call.Count > 1)
        {
            for (var i = 1; i < call.Count; i++) Remove(call[i].ToArray(), answers, session, kind);
            return;
        }
        var names = subscriptions?.Names(kind) ?? [];
        foreach (var name in names) Remove(name, answers, session, kind);
        if (names.Length == 0) Answer(answers, session, kind, isSubscribed: false, default);
    }

    static void Remove(byte[] name, in Reply answers, Session session, SubscriptionKind kind)
    {
        if (session.Subscriptions is { } subscriptions && subscriptions.Contains(kind, name))
            session.Host.Unsubscribe(kind, name);
        Answer(answers, session, kind, isSubscribed: false, name);
    }

    /// <summary>Pushes come also where the client wants no replies. What EXEC answers is one array.</summary>
    static Reply AnswersOf(Session session, in Reply reply) =>
        session.ReplyMode == ReplyMode.On || session.RunningCommands > 0 ? reply : session.Host.Pushes;

    static void Answer(
        in Reply answers, Session session, SubscriptionKind kind, bool isSubscribed, ReadOnlySpan<byte> name)
    {
        answers.Push(3);
        answers.Bulk((kind, isSubscribed) switch
        {
            (SubscriptionKind.Channel, true) => "subscribe"u8,
            (SubscriptionKind.Channel, false) => "unsubscribe"u8,
            (SubscriptionKind.Pattern, true) => "psubscribe"u8,
            (SubscriptionKind.Pattern, false) => "punsubscribe"u8,
            (_, true) => "ssubscribe"u8,
            _ => "sunsubscribe"u8,
        });
        if (name.IsEmpty && !isSubscribed && IsNone(name)) answers.Null();
        else answers.Bulk(name);
        answers.Integer(session.Subscriptions?.CountLike(kind) ?? 0);
    }

    /// <summary>No name, rather than an empty one.</summary>
    static bool IsNone(ReadOnlySpan<byte> name) =>
        System.Runtime.CompilerServices.Unsafe.IsNullRef(
            ref System.Runtime.InteropServices.MemoryMarshal.GetReference(name));
}
