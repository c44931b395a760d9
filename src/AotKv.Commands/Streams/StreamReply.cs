using AotKv.Engine;
using AotKv.Values.ListPacks;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>Writes ids and entries of streams.</summary>
static class StreamReply
{
    public static void Id(in Reply reply, StreamId id)
    {
        Span<byte> text = stackalloc byte[StreamId.TextMax];
        reply.Bulk(text[..StreamIdText.Format(id, text)]);
    }

    /// <summary>An entry: its id and, in one array, its fields and values.</summary>
    public static void Entry(in Reply reply, StreamEntry entry)
    {
        reply.Array(2);
        Id(reply, entry.Id);
        reply.Array(entry.FieldCount * 2L);
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        for (var i = 0; i < entry.FieldCount; i++)
        {
            entry.ReadField(out var field, out var value);
            reply.Bulk(field.AsSpan(scratch));
            reply.Bulk(value.AsSpan(scratch));
        }
    }

    /// <summary>Entries as an array, no more than <paramref name="countMax"/>, or all where that is 0.</summary>
    public static void Entries(in Reply reply, StreamCursor cursor, long countMax)
    {
        var place = reply.BeginArray();
        var count = 0L;
        while ((countMax == 0 || count < countMax) && cursor.TryRead(out var entry))
        {
            Entry(reply, entry);
            count++;
        }
        reply.EndArray(place, count);
    }
}
