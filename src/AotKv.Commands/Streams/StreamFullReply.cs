using AotKv.Engine;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>What XINFO STREAM adds with FULL: entries, groups, consumers and what is pending with them.</summary>
static class StreamFullReply
{
    /// <param name="shownMax">The most entries and pending ones of each kind; 0 for all.</param>
    public static void Write(in Reply reply, StreamValue stream, long shownMax)
    {
        reply.Bulk("entries"u8);
        StreamReply.Entries(reply, stream.Range(StreamId.Min, StreamId.Max), shownMax);
        reply.Bulk("groups"u8);
        reply.Array(stream.GroupCount);
        for (var i = 0; i < stream.GroupCount; i++) Group(reply, stream, stream.GroupAt(i), shownMax);
    }

    static void Group(in Reply reply, StreamValue stream, StreamGroup group, long shownMax)
    {
        reply.Map(7);
        reply.Bulk("name"u8);
        reply.Bulk(group.Name);
        StreamInfoCommands.Progress(reply, stream, group);
        StreamInfoCommands.Field(reply, "pel-count"u8, group.PendingCount);
        reply.Bulk("pending"u8);
        GroupPending(reply, group, shownMax);
        reply.Bulk("consumers"u8);
        reply.Array(group.ConsumerCount);
        for (var i = 0; i < group.ConsumerCount; i++) Consumer(reply, group, group.ConsumerAt(i), shownMax);
    }

    static void GroupPending(in Reply reply, StreamGroup group, long shownMax)
    {
        var place = reply.BeginArray();
        var count = 0L;
        var from = StreamId.Min;
        while ((shownMax == 0 || count < shownMax) && group.TryNextPending(from, out var pending))
        {
            reply.Array(4);
            StreamReply.Id(reply, pending.Id);
            reply.Bulk(group.ConsumerOf(pending).Name);
            reply.Integer(pending.DeliveredAt);
            reply.Integer(pending.Deliveries);
            count++;
            if (pending.Id.IsMax) break;
            from = pending.Id.Next;
        }
        reply.EndArray(place, count);
    }

    static void Consumer(in Reply reply, StreamGroup group, StreamConsumer consumer, long shownMax)
    {
        reply.Map(5);
        reply.Bulk("name"u8);
        reply.Bulk(consumer.Name);
        StreamInfoCommands.Field(reply, "seen-time"u8, consumer.SeenAt);
        StreamInfoCommands.Field(reply, "active-time"u8, consumer.ActiveAt);
        StreamInfoCommands.Field(reply, "pel-count"u8, consumer.PendingCount);
        reply.Bulk("pending"u8);
        var place = reply.BeginArray();
        var count = 0L;
        var from = StreamId.Min;
        while ((shownMax == 0 || count < shownMax) && consumer.TryNextPending(from, out var id))
        {
            group.TryFindPending(id, out var pending);
            reply.Array(3);
            StreamReply.Id(reply, id);
            reply.Integer(pending.DeliveredAt);
            reply.Integer(pending.Deliveries);
            count++;
            if (id.IsMax) break;
            from = id.Next;
        }
        reply.EndArray(place, count);
    }
}
