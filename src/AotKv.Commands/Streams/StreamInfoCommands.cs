using System.Text;
using AotKv.Commands.Keys;
using AotKv.Commands.Observation;
using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>XINFO: what a stream, its groups and their consumers consist of.</summary>
[CommandContainer("XINFO", Arity = -2, Group = "stream", Since = "5.0.0",
    Complexity = "Depends on the subcommand.", Syntax = "XINFO",
    Summary = "Holds the commands that tell about streams.")]
static class StreamInfoCommands
{
    const long ShownDefault = 10;

    [Command("XINFO|STREAM", Arity = -3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Stream,
        Keys = Touches.Second, KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "stream", Since = "5.0.0",
        Complexity = "O(1); with FULL O(N), N being what is shown.", Syntax = "XINFO STREAM key [FULL [COUNT count]]",
        Summary = "Tells about a stream.")]
    internal static void Stream(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!TryFind(call, keys, reply, out var stream)) return;
        if (!TryReadFull(call, reply, out var isFull, out var shownMax)) return;
        reply.Map(isFull ? 9 : 10);
        Field(reply, "length"u8, stream.Length);
        Field(reply, "radix-tree-keys"u8, stream.NodeCount);
        // A radix tree has one node more than keys where the keys branch at its root.
        Field(reply, "radix-tree-nodes"u8, stream.NodeCount + 1);
        Field(reply, "last-generated-id"u8, stream.LastId);
        Field(reply, "max-deleted-entry-id"u8, stream.MaxDeletedId);
        Field(reply, "entries-added"u8, stream.EntriesAdded);
        Field(reply, "recorded-first-entry-id"u8, stream.FirstId);
        if (isFull)
        {
            StreamFullReply.Write(reply, stream, shownMax);
            return;
        }
        Field(reply, "groups"u8, stream.GroupCount);
        reply.Bulk("first-entry"u8);
        FirstEntry(reply, stream.Range(StreamId.Min, StreamId.Max));
        reply.Bulk("last-entry"u8);
        FirstEntry(reply, stream.Range(StreamId.Min, StreamId.Max, isReverse: true));
    }

    static void FirstEntry(in Reply reply, StreamCursor cursor)
    {
        if (cursor.TryRead(out var entry)) StreamReply.Entry(reply, entry);
        else reply.Null();
    }

    static bool TryReadFull(in Call call, in Reply reply, out bool isFull, out long shownMax)
    {
        isFull = call.Count > 3;
        shownMax = ShownDefault;
        if (!isFull) return true;
        var isSound = call.Count is 4 or 6 && Ascii.EqualsIgnoreCase(call[3], "FULL"u8)
            && (call.Count == 4 || Ascii.EqualsIgnoreCase(call[4], "COUNT"u8));
        if (!isSound)
        {
            SubcommandError.Answer(reply, call);
            return false;
        }
        if (call.Count == 4) return true;
        if (!IntegerArgument.TryRead(call, 5, reply, out shownMax)) return false;
        if (shownMax < 0) shownMax = ShownDefault;
        return true;
    }

    [Command("XINFO|GROUPS", Arity = 3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Stream,
        Keys = Touches.Second, KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "stream", Since = "5.0.0",
        Complexity = "O(N), N being the number of groups.", Syntax = "XINFO GROUPS key",
        Summary = "Tells about the consumer groups of a stream.")]
    internal static void Groups(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!TryFind(call, keys, reply, out var stream)) return;
        reply.Array(stream.GroupCount);
        for (var i = 0; i < stream.GroupCount; i++)
        {
            var group = stream.GroupAt(i);
            reply.Map(6);
            reply.Bulk("name"u8);
            reply.Bulk(group.Name);
            Field(reply, "consumers"u8, group.ConsumerCount);
            Field(reply, "pending"u8, group.PendingCount);
            Progress(reply, stream, group);
        }
    }

    /// <summary>Three fields: the last entry delivered, how many were read and how many are left.</summary>
    internal static void Progress(in Reply reply, StreamValue stream, StreamGroup group)
    {
        Field(reply, "last-delivered-id"u8, group.LastId);
        CountOrNull(reply, "entries-read"u8, group.EntriesRead);
        CountOrNull(reply, "lag"u8, StreamProgress.LagOf(stream, group));
    }

    static void CountOrNull(in Reply reply, ReadOnlySpan<byte> name, long count)
    {
        reply.Bulk(name);
        if (count == StreamGroup.UnknownCount) reply.Null();
        else reply.Integer(count);
    }

    [Command("XINFO|CONSUMERS", Arity = 4, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Stream,
        Keys = Touches.Second, KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "stream", Since = "5.0.0",
        Tips = "NONDETERMINISTIC_OUTPUT", Complexity = "O(N), N being the number of consumers.",
        Syntax = "XINFO CONSUMERS key group", Summary = "Tells about the consumers of a group.")]
    internal static void Consumers(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!TryFind(call, keys, reply, out var stream)) return;
        if (!stream.TryFindGroup(call[3], out var group))
        {
            GroupError.NoGroup(reply, call[3], call[2]);
            return;
        }
        reply.Array(group.ConsumerCount);
        for (var i = 0; i < group.ConsumerCount; i++)
        {
            var consumer = group.ConsumerAt(i);
            reply.Map(4);
            reply.Bulk("name"u8);
            reply.Bulk(consumer.Name);
            Field(reply, "pending"u8, consumer.PendingCount);
            Field(reply, "idle"u8, Math.Max(call.Now - consumer.SeenAt, 0));
            Field(reply, "inactive"u8, consumer.ActiveAt < 0 ? -1 : call.Now - consumer.ActiveAt);
        }
    }

    [Command("XINFO|HELP", Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale, Acl = AclCategories.Stream,
        Group = "stream", Since = "5.0.0", Complexity = "O(1)", Syntax = "XINFO HELP",
        Summary = "Lists the subcommands.")]
    internal static void Help(in Call call, ref Reply reply) => HelpText.Answer(reply, "XINFO",
    [
        "CONSUMERS <key> <groupname>",
        "    Show consumers of <groupname>.",
        "GROUPS <key>",
        "    Show the stream consumer groups.",
        "STREAM <key> [FULL [COUNT <count>]",
        "    Show information about the stream.",
    ]);

    static bool TryFind(in Call call, in KeyspaceReader keys, in Reply reply, out StreamValue stream)
    {
        var lookup = keys.Find(call.KeyAt(2), out stream);
        if (lookup == Lookup.Missing) reply.Error(CommandError.NoSuchKey);
        else if (lookup == Lookup.WrongType) reply.Error(CommandError.WrongType);
        return lookup == Lookup.Found;
    }

    internal static void Field(in Reply reply, ReadOnlySpan<byte> name, long value)
    {
        reply.Bulk(name);
        reply.Integer(value);
    }

    internal static void Field(in Reply reply, ReadOnlySpan<byte> name, StreamId value)
    {
        reply.Bulk(name);
        StreamReply.Id(reply, value);
    }
}
