using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.Geo;

/// <summary>Commands on places by their names: putting them, and asking for positions, hashes and distances.</summary>
static class GeoCommands
{
    const KeyFlags Looks = KeyFlags.RO | KeyFlags.Access;

    [Command("GEOADD", Arity = -5, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.Geo,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Update, Group = "geo", Since = "3.2.0",
        Complexity = "O(log(N)) for each place, N being the size of the sorted set.",
        Syntax = "GEOADD key [NX|XX] [CH] longitude latitude member [longitude latitude member ...]",
        Summary = "Puts places into a sorted set, whose scores say where they are.")]
    internal static void GeoAdd(in Call call, in Keyspace keys, ref Reply reply)
    {
        var rule = default(ScoreRule);
        var countsChanges = false;
        var first = 2;
        for (; first < call.Count; first++)
        {
            if (Option.Is(call[first], "NX"u8)) rule = rule with { OnlyNew = true };
            else if (Option.Is(call[first], "XX"u8)) rule = rule with { OnlyExisting = true };
            else if (Option.Is(call[first], "CH"u8)) countsChanges = true;
            else break;
        }
        if ((call.Count - first) % 3 != 0 || (rule.OnlyNew && rule.OnlyExisting) || first == call.Count)
        {
            reply.Error(CommandError.Syntax);
            return;
        }
        var lengthMax = 0;
        for (var position = first; position < call.Count; position += 3)
        {
            if (!GeoArgument.TryReadPoint(call, position, reply, out _)) return;
            lengthMax = Math.Max(lengthMax, call[position + 2].Length);
        }
        var key = call.Key;
        switch (keys.Find<SortedSetValue>(key, out var set))
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Missing when rule.OnlyExisting:
                reply.Integer(0);
                return;
            case Lookup.Missing:
                set = keys.Make<SortedSetValue>(key);
                break;
        }
        set.Expect((call.Count - first) / 3, lengthMax);
        Add(call, keys, reply, set, first, rule, countsChanges);
    }

    static void Add(
        in Call call, in Keyspace keys, in Reply reply, in SortedSetValue set, int first, in ScoreRule rule,
        bool countsChanges)
    {
        long added = 0, updated = 0;
        for (var position = first; position < call.Count; position += 3)
        {
            GeoArgument.TryReadPoint(call, position, reply, out var point);
            var score = GeoCell.Of(point, GeoRange.OfScores, GeoCell.StepMax).FirstScore;
            var change = set.Put(call[position + 2], ref score, rule);
            if (change == ScoreChange.Added) added++;
            else if (change == ScoreChange.Updated) updated++;
        }
        if (added + updated > 0)
        {
            keys.Changed(call.Key, set, added + updated);
            keys.Notify(KeyspaceEvents.SortedSet, "zadd"u8, call.Key);
        }
        reply.Integer(countsChanges ? added + updated : added);
    }

    [Command("GEOPOS", Arity = -2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Geo, Keys = Touches.First,
        KeyFlags = Looks, Group = "geo", Since = "3.2.0", Complexity = "O(1) for each member.",
        Syntax = "GEOPOS key [member [member ...]]", Summary = "Longitude and latitude of members.")]
    internal static void GeoPos(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!TryBegin(call, keys, reply, out var lookup, out var set)) return;
        for (var position = 2; position < call.Count; position++)
        {
            if (lookup == Lookup.Found && set.TryGetScore(call[position], out var score))
                GeoReply.Point(reply, GeoCell.PointOf(score));
            else reply.NullArray();
        }
    }

    [Command("GEOHASH", Arity = -2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Geo, Keys = Touches.First,
        KeyFlags = Looks, Group = "geo", Since = "3.2.0", Complexity = "O(1) for each member.",
        Syntax = "GEOHASH key [member [member ...]]", Summary = "The geohashes of members, 11 characters each.")]
    internal static void GeoHash(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!TryBegin(call, keys, reply, out var lookup, out var set)) return;
        Span<byte> text = stackalloc byte[11];
        for (var position = 2; position < call.Count; position++)
        {
            if (lookup != Lookup.Found || !set.TryGetScore(call[position], out var score))
            {
                reply.Null();
                continue;
            }
            // Scores leave out the poles, the public form does not: the place is encoded anew.
            var cell = GeoCell.Of(GeoCell.PointOf(score), GeoRange.OfGeohash, GeoCell.StepMax);
            for (var index = 0; index < 10; index++)
                text[index] = "0123456789bcdefghjkmnpqrstuvwxyz"u8[(int)(cell.Bits >> (47 - index * 5)) & 31];
            // 52 bits end within the eleventh character, which Valkey leaves at zero.
            text[10] = (byte)'0';
            reply.Bulk(text);
        }
    }

    [Command("GEODIST", Arity = -4, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Geo, Keys = Touches.First,
        KeyFlags = Looks, Group = "geo", Since = "3.2.0", Complexity = "O(1)",
        Syntax = "GEODIST key member1 member2 [m|km|ft|mi]", Summary = "The distance between two members.")]
    internal static void GeoDist(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var metersPerUnit = 1.0;
        if (call.Count == 5 && !GeoArgument.TryReadUnit(call, position: 4, reply, out metersPerUnit)) return;
        if (call.Count > 5)
        {
            reply.Error(CommandError.Syntax);
            return;
        }
        var lookup = keys.Find<SortedSetValue>(call.Key, out var set);
        if (lookup == Lookup.WrongType)
            reply.Error(CommandError.WrongType);
        else if (lookup == Lookup.Missing || !set.TryGetScore(call[2], out var from)
            || !set.TryGetScore(call[3], out var to))
            reply.Null();
        else
            GeoReply.Distance(
                reply, GeoDistance.Between(GeoCell.PointOf(from), GeoCell.PointOf(to)) / metersPerUnit);
    }

    /// <summary>Finds the set and begins an array with an element for each member asked for.</summary>
    static bool TryBegin(
        in Call call, in KeyspaceReader keys, in Reply reply, out Lookup lookup, out SortedSetValue set)
    {
        lookup = keys.Find(call.Key, out set);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return false;
        }
        reply.Array(call.Count - 2);
        return true;
    }
}
