using AotKv.Engine;
using AotKv.Engine.PubSub;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>The consumer that a command acts for, which is made where the group does not know it.</summary>
static class GroupConsumer
{
    public static StreamConsumer FindOrAdd(
        in Keyspace keys, in Key key, StreamGroup group, ReadOnlySpan<byte> name, long now) =>
        group.TryFindConsumer(name, out var consumer) ? consumer : Add(keys, key, group, name, now);

    public static StreamConsumer Add(
        in Keyspace keys, in Key key, StreamGroup group, ReadOnlySpan<byte> name, long now)
    {
        var consumer = group.AddConsumer(name, now);
        keys.CountChanges(key, 1);
        keys.Notify(KeyspaceEvents.Stream, "xgroup-createconsumer"u8, key);
        return consumer;
    }
}
