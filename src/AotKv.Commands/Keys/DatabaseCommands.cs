using AotKv.Commands.Connections;
using AotKv.Engine;
using AotKv.Engine.Catalog;

namespace AotKv.Commands.Keys;

/// <summary>Commands on all keys of a database, or of all databases.</summary>
static class DatabaseCommands
{
    [Command("SCAN", Arity = -2, Flags = CommandFlags.ReadOnly | CommandFlags.TouchesArbitraryKeys, CursorAt = 1,
        Acl = AclCategories.Keyspace, Group = "generic", Since = "2.8.0",
        Complexity = "O(1) for each call, O(N) for a whole walk, N being the number of keys.",
        Tips = "NONDETERMINISTIC_OUTPUT REQUEST_POLICY:SPECIAL RESPONSE_POLICY:SPECIAL",
        Syntax = "SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]",
        Summary = "Walks over the keys of the database in small steps.")]
    internal static void Scan(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!ScanCursor.TryParse(call[1], out var cursor))
        {
            reply.Error("ERR invalid cursor"u8);
            return;
        }
        if (!ScanOptions.TryRead(call, position: 2, ScanTarget.Keyspace, reply, out var options)) return;
        var collector = new ScanCollector(options);
        var stepsLeft = ScanReply.StepsMax(options);
        do cursor = keys.Scan(cursor, ref collector);
        // The cursor may have come to a shard whose keys are not here: the next call is sent there.
        while (cursor != 0 && stepsLeft-- > 0 && collector.Met < options.Count && keys.HasScanPosition(cursor));
        collector.Kept.Answer(reply, cursor);
        collector.Dispose();
    }

    [Command("KEYS", Arity = 2, Flags = CommandFlags.ReadOnly,
        Acl = AclCategories.Keyspace | AclCategories.Dangerous, EveryShard = true, FanOut = Merge.Array,
        Group = "generic", Since = "1.0.0", Complexity = "O(N), N being the number of keys in the database.",
        Tips = "REQUEST_POLICY:ALL_SHARDS NONDETERMINISTIC_OUTPUT_ORDER", Syntax = "KEYS pattern",
        Summary = "All keys whose names fit a pattern.")]
    internal static void Keys(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var place = reply.BeginArray();
        var matcher = new KeyMatcher(call[1], reply);
        keys.VisitAll(ref matcher);
        reply.EndArray(place, matcher.Count);
    }

    [Command("RANDOMKEY", Arity = 1, Flags = CommandFlags.ReadOnly | CommandFlags.TouchesArbitraryKeys,
        Acl = AclCategories.Keyspace, Group = "generic", Since = "1.0.0", Complexity = "O(1)",
        Tips = "REQUEST_POLICY:ALL_SHARDS RESPONSE_POLICY:SPECIAL NONDETERMINISTIC_OUTPUT", Syntax = "RANDOMKEY",
        Summary = "One of the database's keys, chosen by chance.")]
    internal static void RandomKey(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (keys.TryFindRandom(out var key)) reply.Bulk(key);
        else reply.Null();
    }

    [Command("DBSIZE", Arity = 1, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Keyspace,
        EveryShard = true, FanOut = Merge.Sum, Group = "server", Since = "1.0.0", Complexity = "O(1)",
        Tips = "REQUEST_POLICY:ALL_SHARDS RESPONSE_POLICY:AGG_SUM", Syntax = "DBSIZE",
        Summary = "The number of keys in the database.")]
    internal static void DatabaseSize(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        reply.Integer(keys.CountKeys());

    [Command("FLUSHDB", Arity = -1, Flags = CommandFlags.Write,
        Acl = AclCategories.Keyspace | AclCategories.Dangerous, EveryShard = true, FanOut = Merge.Ok,
        Group = "server", Since = "1.0.0", Complexity = "O(1); memory is given back later.",
        Tips = "REQUEST_POLICY:ALL_SHARDS RESPONSE_POLICY:ALL_SUCCEEDED", Syntax = "FLUSHDB [ASYNC|SYNC]",
        Summary = "Deletes all keys of the database.")]
    internal static void FlushDatabase(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!IsFlushMode(call, reply)) return;
        keys.Flush();
        reply.Ok();
    }

    [Command("FLUSHALL", Arity = -1, Flags = CommandFlags.Write | CommandFlags.AllDatabases,
        Acl = AclCategories.Keyspace | AclCategories.Dangerous, EveryShard = true, FanOut = Merge.Ok,
        Group = "server", Since = "1.0.0", Complexity = "O(1); memory is given back later.",
        Tips = "REQUEST_POLICY:ALL_SHARDS RESPONSE_POLICY:ALL_SUCCEEDED", Syntax = "FLUSHALL [ASYNC|SYNC]",
        Summary = "Deletes all keys of all databases.")]
    internal static void FlushAll(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!IsFlushMode(call, reply)) return;
        for (var database = 0; database < keys.DatabaseCount; database++) keys.InDatabase(database).Flush();
        reply.Ok();
    }

    /// <summary>
    /// SYNC and ASYNC are the same here: the keys are gone at once, their memory comes back in slices.
    /// </summary>
    static bool IsFlushMode(in Call call, in Reply reply)
    {
        if (call.Count == 1) return true;
        if (call.Count == 2 && (Option.Is(call[1], "SYNC"u8) || Option.Is(call[1], "ASYNC"u8))) return true;
        reply.Error(CommandError.Syntax);
        return false;
    }
}
