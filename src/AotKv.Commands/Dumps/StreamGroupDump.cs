using AotKv.Memory;
using AotKv.Values.Streams;
using AotKv.Wire.Rdb;

namespace AotKv.Commands.Dumps;

/// <summary>
/// Consumer groups of streams in DUMP payloads: all pending entries of a group, then its consumers with the ids that
/// each has. The second form added how far a group has read, the third when a consumer last got something. Stateless.
/// </summary>
static class StreamGroupDump
{
    /// <summary>Name, id, and numbers of pending entries and consumers.</summary>
    public const int BytesMin = 5;

    const int PendingBytesMin = 25;
    const int ConsumerBytesMin = 10;
    const int IdBytes = 16;

    public static void Write(StreamGroup group, in RdbWriter writer)
    {
        writer.Text(group.Name);
        StreamDump.WriteId(group.LastId, writer);
        writer.Length((ulong)group.EntriesRead);
        writer.Length((ulong)group.PendingCount);
        var from = StreamId.Min;
        for (var left = group.PendingCount; left > 0; left--)
        {
            group.TryNextPending(from, out var pending);
            StreamDump.WriteRawId(pending.Id, writer);
            writer.Milliseconds(pending.DeliveredAt);
            writer.Length((ulong)pending.Deliveries);
            from = pending.Id.Next;
        }
        writer.Length((ulong)group.ConsumerCount);
        for (var i = 0; i < group.ConsumerCount; i++) Write(group.ConsumerAt(i), writer);
    }

    static void Write(StreamConsumer consumer, in RdbWriter writer)
    {
        writer.Text(consumer.Name);
        writer.Milliseconds(consumer.SeenAt);
        writer.Milliseconds(consumer.ActiveAt);
        writer.Length((ulong)consumer.PendingCount);
        var from = StreamId.Min;
        for (var left = consumer.PendingCount; left > 0; left--)
        {
            consumer.TryNextPending(from, out var id);
            StreamDump.WriteRawId(id, writer);
            from = id.Next;
        }
    }

    /// <summary>Reads a group and adds it to its stream.</summary>
    public static bool TryRead(
        StreamValue stream, RdbValueType form, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!reader.TryReadText(ref scratch, out var name) || stream.TryFindGroup(name, out _)) return false;
        if (!StreamDump.TryReadId(ref reader, out var lastId)) return false;
        var read = 0UL;
        if (form != RdbValueType.StreamListPacks && !reader.TryReadLength(out read)) return false;
        var entriesRead = form == RdbValueType.StreamListPacks
            ? StreamProgress.CountUpTo(stream, lastId)
            : (long)read;
        var group = stream.AddGroup(name, lastId, entriesRead);
        if (!TryReadPending(stream, group, ref reader)) return false;
        if (!reader.TryReadCount(ConsumerBytesMin, out var consumers)) return false;
        for (; consumers > 0; consumers--)
            if (!TryReadConsumer(stream, group, form, ref reader, ref scratch)) return false;
        return StreamParts.AreAllGiven(group);
    }

    static bool TryReadPending(StreamValue stream, StreamGroup group, ref RdbReader reader)
    {
        if (!reader.TryReadCount(PendingBytesMin, out var count)) return false;
        for (; count > 0; count--)
        {
            if (!StreamDump.TryReadRawId(ref reader, out var id)) return false;
            if (!reader.TryReadMilliseconds(out var deliveredAt)) return false;
            if (!reader.TryReadLength(out var deliveries)) return false;
            if (!stream.Parts.TryAddPending(group, id, deliveredAt, (long)deliveries)) return false;
        }
        return true;
    }

    static bool TryReadConsumer(
        StreamValue stream, StreamGroup group, RdbValueType form, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!reader.TryReadText(ref scratch, out var name) || group.TryFindConsumer(name, out _)) return false;
        if (!reader.TryReadMilliseconds(out var seenAt)) return false;
        var activeAt = seenAt;
        if (form == RdbValueType.StreamListPacks3 && !reader.TryReadMilliseconds(out activeAt)) return false;
        var consumer = group.AddConsumer(name, seenAt);
        consumer.ActiveAt = activeAt;
        if (!reader.TryReadCount(IdBytes, out var count)) return false;
        for (; count > 0; count--)
        {
            if (!StreamDump.TryReadRawId(ref reader, out var id)) return false;
            if (!stream.Parts.TryGivePending(group, id, consumer)) return false;
        }
        return true;
    }
}
