using System.Buffers.Binary;
using AotKv.Memory;
using AotKv.Values.Streams;
using AotKv.Wire.Rdb;

namespace AotKv.Commands.Dumps;

/// <summary>
/// Streams in DUMP payloads: nodes as they stand, what is known of the stream, and its groups, see
/// <see cref="StreamGroupDump"/>. The second form added what is known of deleted entries. An empty stream is sound.
/// </summary>
readonly struct StreamDump : IValueDump<StreamValue>
{
    const int IdBytes = 2 * sizeof(ulong);

    public static void Write(StreamValue value, in RdbWriter writer)
    {
        writer.Type(RdbValueType.StreamListPacks3);
        writer.Length((ulong)value.NodeCount);
        WriteNodes(value, writer);
        writer.Length((ulong)value.Length);
        WriteId(value.LastId, writer);
        WriteId(value.FirstId, writer);
        WriteId(value.MaxDeletedId, writer);
        writer.Length((ulong)value.EntriesAdded);
        writer.Length((ulong)value.GroupCount);
        for (var i = 0; i < value.GroupCount; i++) StreamGroupDump.Write(value.GroupAt(i), writer);
    }

    public static bool TryRead(
        StreamValue value, RdbValueType form, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!TryReadNodes(value, ref reader, ref scratch)) return false;
        // Entries were counted as nodes came in, so the number is read for its place only.
        if (!reader.TryReadLength(out var length) || (length > 0 && value.NodeCount == 0)) return false;
        if (!TryReadFacts(value, form, ref reader)) return false;
        if (!reader.TryReadCount(StreamGroupDump.BytesMin, out var groups)) return false;
        for (; groups > 0; groups--)
            if (!StreamGroupDump.TryRead(value, form, ref reader, ref scratch)) return false;
        return true;
    }

    /// <summary>Both parts of an id, each as a length.</summary>
    public static void WriteId(StreamId id, in RdbWriter writer)
    {
        writer.Length(id.Milliseconds);
        writer.Length(id.Sequence);
    }

    public static bool TryReadId(ref RdbReader reader, out StreamId id)
    {
        var isRead = reader.TryReadLength(out var milliseconds) & reader.TryReadLength(out var sequence);
        id = new(milliseconds, sequence);
        return isRead;
    }

    /// <summary>An id in 128 bits, the highest byte first.</summary>
    public static void WriteRawId(StreamId id, in RdbWriter writer)
    {
        Span<byte> raw = stackalloc byte[IdBytes];
        Format(id, raw);
        writer.Raw(raw);
    }

    public static bool TryReadRawId(ref RdbReader reader, out StreamId id)
    {
        var isRead = reader.TryReadBigEndian(out var milliseconds) & reader.TryReadBigEndian(out var sequence);
        id = new(milliseconds, sequence);
        return isRead;
    }

    static void WriteNodes(StreamValue value, in RdbWriter writer)
    {
        Span<byte> raw = stackalloc byte[IdBytes];
        var from = StreamId.Min;
        for (var left = value.NodeCount; left > 0; left--)
        {
            value.Parts.TryNextNode(from, out var id, out var listPack);
            Format(id, raw);
            writer.Text(raw);
            writer.Text(listPack);
            from = id.Next;
        }
    }

    static bool TryReadNodes(StreamValue value, ref RdbReader reader, ref NativeList<byte> scratch)
    {
        if (!reader.TryReadCount(elementBytesMin: 2, out var nodes)) return false;
        for (; nodes > 0; nodes--)
        {
            if (!reader.TryReadText(ref scratch, out var raw) || raw.Length != IdBytes) return false;
            var inner = new RdbReader(raw);
            TryReadRawId(ref inner, out var id);
            if (!reader.TryReadText(ref scratch, out var listPack)) return false;
            if (!value.Parts.TryAddNode(id, listPack)) return false;
        }
        return true;
    }

    static bool TryReadFacts(StreamValue value, RdbValueType form, ref RdbReader reader)
    {
        if (!TryReadId(ref reader, out var lastId)) return false;
        value.LastId = lastId;
        value.EntriesAdded = value.Length;
        if (form == RdbValueType.StreamListPacks)
        {
            value.Parts.FindFirst();
            return true;
        }
        if (!TryReadId(ref reader, out var firstId) || !TryReadId(ref reader, out var deletedId)) return false;
        if (!reader.TryReadLength(out var added)) return false;
        value.Parts.SetFirst(firstId);
        value.MaxDeletedId = deletedId;
        value.EntriesAdded = (long)added;
        return true;
    }

    static void Format(StreamId id, Span<byte> raw)
    {
        BinaryPrimitives.WriteUInt64BigEndian(raw, id.Milliseconds);
        BinaryPrimitives.WriteUInt64BigEndian(raw[sizeof(ulong)..], id.Sequence);
    }
}
