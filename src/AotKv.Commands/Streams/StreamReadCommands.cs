using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.Waiting;
using AotKv.Values;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>XREAD: the entries of streams behind given ids, now or when there are some.</summary>
static class StreamReadCommands
{
    [Command("XREAD", Arity = -4, Flags = CommandFlags.ReadOnly | CommandFlags.Blocking, Acl = AclCategories.Stream,
        Group = "stream", Since = "5.0.0", Complexity = "O(N), N being the number of entries returned.",
        Syntax = "XREAD [COUNT count] [BLOCK milliseconds] STREAMS key [key ...] ID [ID ...]",
        Summary = "Reads the entries of streams behind given ids, or waits for some.")]
    [KeySpec("STREAMS", 1, KeyFlags.RO | KeyFlags.Access, Last = -1, Limit = 2)]
    internal static Outcome Read(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var request = default(ReadRequest);
        if (!request.TryRead(call, reply, isGroup: false)) return Outcome.Done;
        for (var i = 0; i < request.StreamCount; i++)
            if (!TryReadId(call, keys, reply, request, i, out _)) return Outcome.Done;

        var served = 0;
        for (var i = 0; i < request.StreamCount; i++)
        {
            var lookup = keys.Find(call.KeyAt(request.FirstKey + i), out StreamValue stream);
            if (lookup == Lookup.Found && HasNews(call[request.IdPosition(i)], stream, out _)) served++;
        }
        if (served == 0) return WaitFor(call, keys, reply, request);

        if (reply.IsResp3) reply.Map(served);
        else reply.Array(served);
        for (var i = 0; i < request.StreamCount; i++)
        {
            var lookup = keys.Open(call.KeyAt(request.FirstKey + i), out StreamValue stream);
            if (lookup != Lookup.Found || !HasNews(call[request.IdPosition(i)], stream, out var from)) continue;
            if (!reply.IsResp3) reply.Array(2);
            reply.Bulk(call[request.FirstKey + i]);
            StreamReply.Entries(reply, stream.Range(from.Next, StreamId.Max), request.CountMax);
        }
        return Outcome.Done;
    }

    /// <summary>Whether the stream has entries behind an id, which comes back where it has any.</summary>
    static bool HasNews(ReadOnlySpan<byte> id, StreamValue stream, out StreamId from)
    {
        from = stream.Length == 0 ? default : IdOf(id, stream);
        return stream.Length > 0 && stream.LastEntryId > from;
    }

    /// <summary>The id behind which is read, where the argument is sound.</summary>
    static StreamId IdOf(ReadOnlySpan<byte> text, StreamValue stream)
    {
        if (text is [(byte)'$']) return stream.LastId;
        if (text is [(byte)'+']) return stream.LastId.Previous;
        StreamIdText.TryParse(text, missingSequence: 0, out var id);
        return id;
    }

    static bool TryReadId(
        in Call call, in KeyspaceReader keys, in Reply reply, in ReadRequest request, int index, out StreamId id)
    {
        id = default;
        var text = call[request.IdPosition(index)];
        if (keys.Find(call.KeyAt(request.FirstKey + index), out StreamValue _) == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return false;
        }
        if (text is [(byte)'$' or (byte)'+']) return true;
        if (text is not [(byte)'>']) return StreamIdArgument.TryRead(call, request.IdPosition(index), reply, out id);
        reply.Error(
            "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option."u8);
        return false;
    }

    static Outcome WaitFor(in Call call, in KeyspaceReader keys, in Reply reply, in ReadRequest request)
    {
        if (!request.Blocks || !call.CanPark)
        {
            reply.NullArray();
            return Outcome.Done;
        }
        Span<byte> text = stackalloc byte[StreamId.TextMax];
        for (var i = 0; i < request.StreamCount; i++)
        {
            if (call[request.IdPosition(i)] is not [(byte)'$']) continue;
            var isThere = keys.Open(call.KeyAt(request.FirstKey + i), out StreamValue stream) == Lookup.Found;
            var id = isThere ? stream.LastId : StreamId.Min;
            keys.RewriteParked(request.IdPosition(i), text[..StreamIdText.Format(id, text)]);
        }
        return keys.Park(new Wait
        {
            Type = RecordType.Stream, FirstKey = request.FirstKey, KeyCount = request.StreamCount,
            Deadline = request.Deadline,
        });
    }
}
