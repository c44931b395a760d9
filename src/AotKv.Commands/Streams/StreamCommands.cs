using System.Text;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Memory;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>Commands that add and remove entries of a stream.</summary>
static class StreamCommands
{
    [Command("XADD", Arity = -5, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Acl = AclCategories.Stream, Group = "stream", Since = "5.0.0", Tips = "NONDETERMINISTIC_OUTPUT",
        Complexity = "O(1) to add, O(N) to trim, N being the number of entries removed.",
        Syntax = "XADD key [NOMKSTREAM] [<MAXLEN|MINID> [=|~] threshold [LIMIT count]] <*|id> "
            + "field value [field value ...]",
        Summary = "Adds an entry to a stream, which is made where there is none.")]
    [KeySpec(1, KeyFlags.RW | KeyFlags.Update,
        Notes = "UPDATE instead of INSERT because of the optional trimming feature")]
    internal static void Add(in Call call, in Keyspace keys, ref Reply reply)
    {
        var options = default(TrimOptions);
        if (!options.TryRead(call, reply, keys.Limits.StreamNodeEntries, isAdd: true, out var idPosition)) return;
        var fields = call.Count - idPosition - 1;
        if (fields < 2 || fields % 2 != 0)
        {
            reply.Error("ERR wrong number of arguments for 'xadd' command"u8);
            return;
        }
        var wanted = WantedId.Read(call[idPosition]);
        if (wanted.IsZero)
        {
            reply.Error("ERR The ID specified in XADD must be greater than 0-0"u8);
            return;
        }
        if (BytesOf(call.Arguments.Skip(idPosition + 1)) > StreamValue.BytesMax)
        {
            reply.Error("ERR Elements are too large to be stored"u8);
            return;
        }
        if (!TryFindOrMake(call, keys, reply, options.NeedsStream, out var stream)) return;
        if (!TryAppend(call, reply, stream, wanted, call.Arguments.Skip(idPosition + 1))) return;
        keys.Notify(KeyspaceEvents.Stream, "xadd"u8, call.Key);
        if (options.Trims && stream.Trim(options.Trim) > 0) keys.Notify(KeyspaceEvents.Stream, "xtrim"u8, call.Key);
        keys.Changed(call.Key, stream);
    }

    static long BytesOf(in Arguments arguments)
    {
        var bytes = 0L;
        for (var i = 0; i < arguments.Count; i++) bytes += arguments[i].Length;
        return bytes;
    }

    static bool TryFindOrMake(
        in Call call, in Keyspace keys, in Reply reply, bool mustExist, out StreamValue stream)
    {
        switch (keys.Find(call.Key, out stream))
        {
            case Lookup.Found:
                return true;
            case Lookup.Missing when !mustExist:
                stream = keys.Make<StreamValue>(call.Key);
                return true;
            case Lookup.Missing:
                reply.Null();
                return false;
            default:
                reply.Error(CommandError.WrongType);
                return false;
        }
    }

    static bool TryAppend(
        in Call call, in Reply reply, StreamValue stream, in WantedId wanted, in Arguments fieldsAndValues)
    {
        if (stream.LastId.IsMax)
        {
            reply.Error("ERR The stream has exhausted the last possible ID, unable to add more items"u8);
            return false;
        }
        if (!wanted.TryResolve(stream.LastId, call.Now, out var id))
        {
            reply.Error("ERR The ID specified in XADD is equal or smaller than the target stream top item"u8);
            return false;
        }
        stream.Append(id, fieldsAndValues);
        StreamReply.Id(reply, id);
        return true;
    }

    [Command("XLEN", Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Stream,
        Keys = Touches.First, KeyFlags = KeyFlags.RO, Group = "stream", Since = "5.0.0", Complexity = "O(1)",
        Syntax = "XLEN key", Summary = "The number of entries in a stream.")]
    internal static void Length(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        switch (keys.Find(call.Key, out StreamValue stream))
        {
            case Lookup.Found: reply.Integer(stream.Length); break;
            case Lookup.Missing: reply.Integer(0); break;
            default: reply.Error(CommandError.WrongType); break;
        }
    }

    [Command("XDEL", Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Stream,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Delete, Group = "stream", Since = "5.0.0",
        Complexity = "O(1) for each entry.", Syntax = "XDEL key ID [ID ...]",
        Summary = "Removes entries from a stream and says how many.")]
    internal static void Delete(in Call call, in Keyspace keys, ref Reply reply)
    {
        switch (keys.Find(call.Key, out StreamValue stream))
        {
            case Lookup.Missing: reply.Integer(0); return;
            case Lookup.WrongType: reply.Error(CommandError.WrongType); return;
        }
        for (var i = 2; i < call.Count; i++)
            if (!StreamIdArgument.TryRead(call, i, reply, out _)) return;
        var deleted = 0;
        for (var i = 2; i < call.Count; i++)
        {
            StreamIdText.TryParse(call[i], missingSequence: 0, out var id);
            if (!stream.Delete(id)) continue;
            if (id > stream.MaxDeletedId) stream.MaxDeletedId = id;
            deleted++;
        }
        if (deleted > 0)
        {
            keys.Notify(KeyspaceEvents.Stream, "xdel"u8, call.Key);
            keys.Changed(call.Key, stream, deleted);
        }
        reply.Integer(deleted);
    }

    [Command("XTRIM", Arity = -4, Flags = CommandFlags.Write, Acl = AclCategories.Stream, Keys = Touches.First,
        KeyFlags = KeyFlags.RW | KeyFlags.Delete, Group = "stream", Since = "5.0.0", Tips = "NONDETERMINISTIC_OUTPUT",
        Complexity = "O(N), N being the number of entries removed.",
        Syntax = "XTRIM key <MAXLEN|MINID> [=|~] threshold [LIMIT count]",
        Summary = "Removes the oldest entries of a stream and says how many.")]
    internal static void Trim(in Call call, in Keyspace keys, ref Reply reply)
    {
        var options = default(TrimOptions);
        if (!options.TryRead(call, reply, keys.Limits.StreamNodeEntries, isAdd: false, out _)) return;
        switch (keys.Find(call.Key, out StreamValue stream))
        {
            case Lookup.Missing: reply.Integer(0); return;
            case Lookup.WrongType: reply.Error(CommandError.WrongType); return;
        }
        var removed = stream.Trim(options.Trim);
        if (removed > 0)
        {
            keys.Notify(KeyspaceEvents.Stream, "xtrim"u8, call.Key);
            keys.Changed(call.Key, stream, removed);
        }
        reply.Integer(removed);
    }

    [Command("XSETID", Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Acl = AclCategories.Stream, Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Update, Group = "stream",
        Since = "5.0.0", Complexity = "O(1)",
        Syntax = "XSETID key last-id [ENTRIESADDED entries-added] [MAXDELETEDID max-deleted-id]",
        Summary = "Sets the greatest id a stream has used; replication needs it.")]
    internal static void SetId(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!StreamIdArgument.TryRead(call, 2, reply, out var id)) return;
        if (!TryReadSetId(call, reply, id, out var entriesAdded, out var maxDeleted)) return;
        switch (keys.Find(call.Key, out StreamValue stream))
        {
            case Lookup.Missing: reply.Error(CommandError.NoSuchKey); return;
            case Lookup.WrongType: reply.Error(CommandError.WrongType); return;
        }
        if (id < stream.MaxDeletedId)
            reply.Error("ERR The ID specified in XSETID is smaller than current max_deleted_entry_id"u8);
        else if (stream.Length > 0 && id < stream.LastEntryId)
            reply.Error("ERR The ID specified in XSETID is smaller than the target stream top item"u8);
        else if (stream.Length > 0 && entriesAdded >= 0 && stream.Length > entriesAdded)
            reply.Error("ERR The entries_added specified in XSETID is smaller than the target stream length"u8);
        else
        {
            stream.LastId = id;
            if (entriesAdded >= 0) stream.EntriesAdded = entriesAdded;
            if (!maxDeleted.IsZero) stream.MaxDeletedId = maxDeleted;
            keys.CountChanges(call.Key, 1);
            keys.Notify(KeyspaceEvents.Stream, "xsetid"u8, call.Key);
            reply.Ok();
        }
    }

    static bool TryReadSetId(
        in Call call, in Reply reply, StreamId id, out long entriesAdded, out StreamId maxDeleted)
    {
        entriesAdded = -1;
        maxDeleted = default;
        for (var i = 3; i < call.Count; i += 2)
        {
            var hasValue = i + 1 < call.Count;
            if (hasValue && Ascii.EqualsIgnoreCase(call[i], "ENTRIESADDED"u8))
            {
                if (!IntegerArgument.TryRead(call, i + 1, reply, out entriesAdded)) return false;
                if (entriesAdded >= 0) continue;
                reply.Error("ERR entries_added must be positive"u8);
                return false;
            }
            if (!hasValue || !Ascii.EqualsIgnoreCase(call[i], "MAXDELETEDID"u8))
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
            if (!StreamIdArgument.TryRead(call, i + 1, reply, out maxDeleted)) return false;
            if (id >= maxDeleted) continue;
            reply.Error("ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id"u8);
            return false;
        }
        return true;
    }
}
