using System.Text;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>XRANGE and XREVRANGE: the entries between two ids.</summary>
static class StreamRangeCommands
{
    [Command("XRANGE", Arity = -4, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Stream, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "stream", Since = "5.0.0",
        Complexity = "O(N), N being the number of entries returned.",
        Syntax = "XRANGE key start end [COUNT count]", Summary = "The entries from one id to another.")]
    internal static void Range(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, isReverse: false);

    [Command("XREVRANGE", Arity = -4, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Stream, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "stream", Since = "5.0.0",
        Complexity = "O(N), N being the number of entries returned.",
        Syntax = "XREVRANGE key end start [COUNT count]", Summary = "The entries from one id back to another.")]
    internal static void ReverseRange(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, isReverse: true);

    static void Answer(in Call call, in KeyspaceReader keys, in Reply reply, bool isReverse)
    {
        if (!StreamIdArgument.TryReadStart(call, isReverse ? 3 : 2, reply, out var first)) return;
        if (!StreamIdArgument.TryReadEnd(call, isReverse ? 2 : 3, reply, out var last)) return;
        if (!TryReadCount(call, reply, out var count)) return;
        switch (keys.Find(call.Key, out StreamValue stream))
        {
            case Lookup.Missing: reply.Array(0); return;
            case Lookup.WrongType: reply.Error(CommandError.WrongType); return;
        }
        if (count == 0) reply.NullArray();
        else StreamReply.Entries(reply, stream.Range(first, last, isReverse), Math.Max(count, 0));
    }

    /// <summary>The count, 0 where none are wanted, -1 for all.</summary>
    static bool TryReadCount(in Call call, in Reply reply, out long count)
    {
        count = -1;
        for (var i = 4; i < call.Count; i += 2)
        {
            if (i + 1 >= call.Count || !Ascii.EqualsIgnoreCase(call[i], "COUNT"u8))
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
            if (!IntegerArgument.TryRead(call, i + 1, reply, out count)) return false;
            if (count < 0) count = 0;
        }
        return true;
    }
}
