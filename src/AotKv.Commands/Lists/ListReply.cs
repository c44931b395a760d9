using AotKv.Engine;
using AotKv.Values.ListPacks;
using AotKv.Values.Lists;

namespace AotKv.Commands.Lists;

/// <summary>Answers elements of lists.</summary>
static class ListReply
{
    public static void Element(in Reply reply, in ListPackItem item)
    {
        if (item.IsInteger) reply.BulkInteger(item.Integer);
        else reply.Bulk(item.Text);
    }

    /// <summary>An array of so many elements that exist, from an end on.</summary>
    public static void FromEnd(in Reply reply, in ListValue list, ListEnd end, long count)
    {
        if (end == ListEnd.Head) Range(reply, list, 0, count, ListDirection.Forward);
        else Range(reply, list, list.Count - 1, count, ListDirection.Backward);
    }

    /// <summary>An array of so many elements that exist, from an index on.</summary>
    public static void Range(in Reply reply, in ListValue list, long index, long count, ListDirection direction)
    {
        reply.Array(count);
        using var cursor = list.Read(index, direction);
        while (count > 0)
        {
            var written = cursor.WriteBulks(reply.Room, ref count);
            reply.Wrote(written);
            if (written > 0) continue;
            if (!cursor.MoveNext()) return;
            Element(reply, cursor.Current);
            count--;
        }
    }
}
