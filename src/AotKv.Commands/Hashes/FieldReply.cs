using AotKv.Engine;
using AotKv.Values.Hashes;
using AotKv.Values.ListPacks;

namespace AotKv.Commands.Hashes;

/// <summary>Answers with fields and values of a hash.</summary>
static class FieldReply
{
    public static void Bulk(in Reply reply, in ListPackItem text)
    {
        if (text.IsInteger) reply.BulkInteger(text.Integer);
        else reply.Bulk(text.Text);
    }

    /// <summary>The value of a field, or null; <paramref name="lookup"/> says whether there is a hash.</summary>
    public static void Value(
        in Call call, in Reply reply, Lookup lookup, in HashValue hash, ReadOnlySpan<byte> field)
    {
        if (lookup == Lookup.Found && hash.TryGet(field, call.Now, out var value)) Bulk(reply, value);
        else reply.Null();
    }
}
