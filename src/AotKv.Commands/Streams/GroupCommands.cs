using System.Text;
using AotKv.Commands.Keys;
using AotKv.Commands.Observation;
using AotKv.Commands.Server;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>XGROUP: makes, moves and removes the consumer groups of a stream and their consumers.</summary>
[CommandContainer("XGROUP", Arity = -2, Group = "stream", Since = "5.0.0",
    Complexity = "Depends on the subcommand.", Syntax = "XGROUP",
    Summary = "Holds the commands on consumer groups.")]
static class GroupCommands
{
    [Command("XGROUP|CREATE", Arity = -5, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Acl = AclCategories.Stream, Keys = Touches.Second, KeyFlags = KeyFlags.RW | KeyFlags.Insert, Group = "stream",
        Since = "5.0.0", Complexity = "O(1)",
        Syntax = "XGROUP CREATE key group <id|$> [MKSTREAM] [ENTRIESREAD entries-read]",
        Summary = "Makes a consumer group.")]
    internal static void Create(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!TryReadOptions(call, reply, takesMakeStream: true, out var makesStream, out var entriesRead)) return;
        var key = call.KeyAt(2);
        if (!TryFindStream(keys, key, reply, mayBeMissing: makesStream, out var stream, out var isMissing)) return;
        if (call.Count > 8)
        {
            SubcommandError.Answer(reply, call);
            return;
        }
        StreamId id = default;
        if (call[4] is [(byte)'$']) id = isMissing ? id : stream.LastId;
        else if (!StreamIdArgument.TryRead(call, 4, reply, out id)) return;
        if (isMissing)
        {
            stream = keys.Make<StreamValue>(key);
            keys.Changed(key, stream, changes: 0);
        }
        if (stream.TryFindGroup(call[3], out _))
        {
            reply.Error("BUSYGROUP Consumer Group name already exists"u8);
            return;
        }
        stream.AddGroup(call[3], id, entriesRead);
        keys.CountChanges(key, 1);
        keys.Notify(KeyspaceEvents.Stream, "xgroup-create"u8, key);
        reply.Ok();
    }

    [Command("XGROUP|SETID", Arity = -5, Flags = CommandFlags.Write, Acl = AclCategories.Stream, Keys = Touches.Second,
        KeyFlags = KeyFlags.RW | KeyFlags.Update, Group = "stream", Since = "5.0.0", Complexity = "O(1)",
        Syntax = "XGROUP SETID key group <id|$> [ENTRIESREAD entries-read]",
        Summary = "Sets the last entry that a consumer group was given.")]
    internal static void SetId(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!TryReadOptions(call, reply, takesMakeStream: false, out _, out var entriesRead)) return;
        if (!TryFindGroup(call, keys, reply, out var stream, out var group)) return;
        if (call.Count is not (5 or 7))
        {
            SubcommandError.Answer(reply, call);
            return;
        }
        StreamId id;
        if (call[4] is [(byte)'$']) id = stream.LastId;
        else if (!StreamIdArgument.TryReadAny(call, 4, reply, missingSequence: 0, out id)) return;
        group.LastId = id;
        group.EntriesRead = entriesRead;
        keys.CountChanges(call.KeyAt(2), 1);
        keys.Notify(KeyspaceEvents.Stream, "xgroup-setid"u8, call.KeyAt(2));
        reply.Ok();
    }

    [Command("XGROUP|DESTROY", Arity = 4, Flags = CommandFlags.Write, Acl = AclCategories.Stream,
        Keys = Touches.Second, KeyFlags = KeyFlags.RW | KeyFlags.Delete, Group = "stream", Since = "5.0.0",
        Complexity = "O(N), N being the number of entries not acknowledged.", Syntax = "XGROUP DESTROY key group",
        Summary = "Removes a consumer group.")]
    internal static void Destroy(in Call call, in Keyspace keys, ref Reply reply)
    {
        var key = call.KeyAt(2);
        if (!TryFindStream(keys, key, reply, mayBeMissing: false, out var stream, out _)) return;
        if (!stream.TryFindGroup(call[3], out var group))
        {
            reply.Integer(0);
            return;
        }
        stream.RemoveGroup(group);
        keys.CountChanges(key, 1);
        keys.Notify(KeyspaceEvents.Stream, "xgroup-destroy"u8, key);
        keys.Wake(key);
        reply.Integer(1);
    }

    [Command("XGROUP|CREATECONSUMER", Arity = 5, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Acl = AclCategories.Stream, Keys = Touches.Second, KeyFlags = KeyFlags.RW | KeyFlags.Insert, Group = "stream",
        Since = "6.2.0", Complexity = "O(1)", Syntax = "XGROUP CREATECONSUMER key group consumer",
        Summary = "Makes a consumer in a group.")]
    internal static void CreateConsumer(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!TryFindGroup(call, keys, reply, out _, out var group)) return;
        var isThere = group.TryFindConsumer(call[4], out _);
        if (!isThere) GroupConsumer.Add(keys, call.KeyAt(2), group, call[4], call.Now);
        reply.Integer(isThere ? 0 : 1);
    }

    [Command("XGROUP|DELCONSUMER", Arity = 5, Flags = CommandFlags.Write, Acl = AclCategories.Stream,
        Keys = Touches.Second, KeyFlags = KeyFlags.RW | KeyFlags.Delete, Group = "stream", Since = "5.0.0",
        Complexity = "O(N), N being the number of entries that the consumer has not acknowledged.",
        Syntax = "XGROUP DELCONSUMER key group consumer",
        Summary = "Removes a consumer from a group and says how many entries it had not acknowledged.")]
    internal static void DeleteConsumer(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!TryFindGroup(call, keys, reply, out _, out var group)) return;
        if (!group.TryFindConsumer(call[4], out var consumer))
        {
            reply.Integer(0);
            return;
        }
        var pending = consumer.PendingCount;
        group.RemoveConsumer(consumer);
        keys.CountChanges(call.KeyAt(2), 1);
        keys.Notify(KeyspaceEvents.Stream, "xgroup-delconsumer"u8, call.KeyAt(2));
        reply.Integer(pending);
    }

    [Command("XGROUP|HELP", Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale, Acl = AclCategories.Stream,
        Group = "stream", Since = "5.0.0", Complexity = "O(1)", Syntax = "XGROUP HELP",
        Summary = "Lists the subcommands.")]
    internal static void Help(in Call call, ref Reply reply) => HelpText.Answer(reply, "XGROUP",
    [
        "CREATE <key> <groupname> <id|$> [option]",
        "    Create a new consumer group. Options are:",
        "    * MKSTREAM",
        "      Create the empty stream if it does not exist.",
        "    * ENTRIESREAD entries_read",
        "      Set the group's entries_read counter (internal use).",
        "CREATECONSUMER <key> <groupname> <consumer>",
        "    Create a new consumer in the specified group.",
        "DELCONSUMER <key> <groupname> <consumer>",
        "    Remove the specified consumer.",
        "DESTROY <key> <groupname>",
        "    Remove the specified group.",
        "SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]",
        "    Set the current group ID and entries_read counter.",
    ]);

    static bool TryReadOptions(
        in Call call, in Reply reply, bool takesMakeStream, out bool makesStream, out long entriesRead)
    {
        makesStream = false;
        entriesRead = StreamGroup.UnknownCount;
        for (var i = 5; i < call.Count; i++)
        {
            if (takesMakeStream && Ascii.EqualsIgnoreCase(call[i], "MKSTREAM"u8)) makesStream = true;
            else if (i + 1 < call.Count && Ascii.EqualsIgnoreCase(call[i], "ENTRIESREAD"u8))
            {
                if (!IntegerArgument.TryRead(call, ++i, reply, out entriesRead)) return false;
                if (entriesRead >= StreamGroup.UnknownCount) continue;
                reply.Error("ERR value for ENTRIESREAD must be positive or -1"u8);
                return false;
            }
            else
            {
                SubcommandError.Answer(reply, call);
                return false;
            }
        }
        return true;
    }

    static bool TryFindStream(
        in Keyspace keys, in Key key, in Reply reply, bool mayBeMissing, out StreamValue stream, out bool isMissing)
    {
        var lookup = keys.Find(key, out stream);
        isMissing = lookup == Lookup.Missing;
        if (lookup == Lookup.WrongType) reply.Error(CommandError.WrongType);
        else if (isMissing && !mayBeMissing)
        {
            reply.Error(
                "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use "u8,
                "the MKSTREAM option to create an empty stream automatically."u8);
        }
        return lookup == Lookup.Found || isMissing && mayBeMissing;
    }

    static bool TryFindGroup(
        in Call call, in Keyspace keys, in Reply reply, out StreamValue stream, out StreamGroup group)
    {
        group = default;
        if (!TryFindStream(keys, call.KeyAt(2), reply, mayBeMissing: false, out stream, out _)) return false;
        if (stream.TryFindGroup(call[3], out group)) return true;
        GroupError.NoGroup(reply, call[3], call[2]);
        return false;
    }
}
