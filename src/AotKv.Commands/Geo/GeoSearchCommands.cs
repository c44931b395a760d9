using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.SortedSets;

namespace AotKv.Commands.Geo;

/// <summary>Commands that search for places in a circle, a box or a polygon.</summary>
static class GeoSearchCommands
{
    const KeyFlags Looks = KeyFlags.RO | KeyFlags.Access;

    [Command("GEOSEARCH", Arity = -7, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Geo, Keys = Touches.First,
        KeyFlags = Looks, Group = "geo", Since = "6.2.0",
        Complexity = "O(N+log(M)), N being the number of places around the shape and M that of those in it.",
        Syntax = "GEOSEARCH key [FROMMEMBER member|FROMLONLAT longitude latitude] <BYRADIUS radius <m|km|ft|mi>|" +
            "BYBOX width height <m|km|ft|mi>|BYPOLYGON num-vertices longitude latitude [longitude latitude ...]> " +
            "[ASC|DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]",
        Summary = "The places in a circle, a box or a polygon.")]
    internal static void GeoSearch(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, GeoSearchForm.Search);

    [Command("GEORADIUS_RO", Arity = -6, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Geo, Keys = Touches.First,
        KeyFlags = Looks, Group = "geo", Since = "3.2.10",
        Complexity = "O(N+log(M)), N being the number of places around the circle and M that of those in it.",
        Syntax = "GEORADIUS_RO key longitude latitude radius <m|km|ft|mi> [WITHCOORD] [WITHDIST] [WITHHASH] " +
            "[COUNT count [ANY]] [ASC|DESC]",
        Summary = "The places in a circle.")]
    internal static void GeoRadiusReadOnly(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, GeoSearchForm.Around);

    [Command("GEORADIUSBYMEMBER_RO", Arity = -5, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Geo,
        Keys = Touches.First, KeyFlags = Looks, Group = "geo", Since = "3.2.10",
        Complexity = "O(N+log(M)), N being the number of places around the circle and M that of those in it.",
        Syntax = "GEORADIUSBYMEMBER_RO key member radius <m|km|ft|mi> [WITHCOORD] [WITHDIST] [WITHHASH] " +
            "[COUNT count [ANY]] [ASC|DESC]",
        Summary = "The places in a circle around one of them.")]
    internal static void GeoRadiusByMemberReadOnly(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, GeoSearchForm.AroundMember);

    [Command("GEORADIUS", Arity = -6, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.Geo,
        KeyHook = KeyHook.GeoRadius, Group = "geo", Since = "3.2.0",
        Complexity = "O(N+log(M)), N being the number of places around the circle and M that of those in it.",
        Syntax = "GEORADIUS key longitude latitude radius <m|km|ft|mi> [WITHCOORD] [WITHDIST] [WITHHASH] " +
            "[COUNT count [ANY]] [ASC|DESC] [STORE key|STOREDIST key]",
        Summary = "The places in a circle, answered or stored.")]
    [KeySpec(1, KeyFlags.RO | KeyFlags.Access)]
    [KeySpec("STORE", 6, KeyFlags.OW | KeyFlags.Update)]
    [KeySpec("STOREDIST", 6, KeyFlags.OW | KeyFlags.Update)]
    internal static void GeoRadius(in Call call, in Keyspace keys, ref Reply reply) =>
        AnswerOrStore(call, keys, reply, GeoSearchForm.Around);

    [Command("GEORADIUSBYMEMBER", Arity = -5, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Acl = AclCategories.Geo, KeyHook = KeyHook.GeoRadius, Group = "geo", Since = "3.2.0",
        Complexity = "O(N+log(M)), N being the number of places around the circle and M that of those in it.",
        Syntax = "GEORADIUSBYMEMBER key member radius <m|km|ft|mi> [WITHCOORD] [WITHDIST] [WITHHASH] " +
            "[COUNT count [ANY]] [ASC|DESC] [STORE key|STOREDIST key]",
        Summary = "The places in a circle around one of them, answered or stored.")]
    [KeySpec(1, KeyFlags.RO | KeyFlags.Access)]
    [KeySpec("STORE", 5, KeyFlags.OW | KeyFlags.Update)]
    [KeySpec("STOREDIST", 5, KeyFlags.OW | KeyFlags.Update)]
    internal static void GeoRadiusByMember(in Call call, in Keyspace keys, ref Reply reply) =>
        AnswerOrStore(call, keys, reply, GeoSearchForm.AroundMember);

    [Command("GEOSEARCHSTORE", Arity = -8, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Acl = AclCategories.Geo, Group = "geo", Since = "6.2.0",
        Complexity = "O(N+log(M)), N being the number of places around the shape and M that of those in it.",
        Syntax = "GEOSEARCHSTORE destination source [FROMMEMBER member|FROMLONLAT longitude latitude] " +
            "<BYRADIUS radius <m|km|ft|mi>|BYBOX width height <m|km|ft|mi>|BYPOLYGON num-vertices longitude " +
            "latitude [longitude latitude ...]> [ASC|DESC] [COUNT count [ANY]] [STOREDIST]",
        Summary = "Stores the places in a circle, a box or a polygon.")]
    [KeySpec(1, KeyFlags.OW | KeyFlags.Update)]
    [KeySpec(2, KeyFlags.RO | KeyFlags.Access)]
    internal static void GeoSearchStore(in Call call, in Keyspace keys, ref Reply reply) =>
        AnswerOrStore(call, keys, reply, GeoSearchForm.SearchStore);

    static void Answer(in Call call, in KeyspaceReader keys, in Reply reply, GeoSearchForm form)
    {
        var lookup = keys.Find<SortedSetValue>(call.KeyAt(1), out var set);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        var search = new GeoSearch(form, canStore: false, lookup, set);
        if (search.TryRead(call, reply)) Answer(reply, ref search, lookup, set);
        search.Dispose();
    }

    static void AnswerOrStore(in Call call, in Keyspace keys, in Reply reply, GeoSearchForm form)
    {
        var source = form == GeoSearchForm.SearchStore ? 2 : 1;
        var lookup = keys.Reader.Find<SortedSetValue>(call.KeyAt(source), out var set);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        var search = new GeoSearch(form, canStore: true, lookup, set);
        if (search.TryRead(call, reply))
        {
            if (search.Destination == 0) Answer(reply, ref search, lookup, set);
            else Store(keys, reply, call.KeyAt(search.Destination), ref search, lookup, set);
        }
        search.Dispose();
    }

    static void Answer(in Reply reply, ref GeoSearch search, Lookup lookup, in SortedSetValue set)
    {
        var matches = default(GeoMatches);
        var count = Find(ref matches, ref search, lookup, set);
        var details = (search.WithDistance ? 1 : 0) + (search.WithHash ? 1 : 0) + (search.WithPoint ? 1 : 0);
        reply.Array(count);
        for (var index = 0; index < count; index++)
        {
            ref readonly var match = ref matches[index];
            if (details > 0) reply.Array(1 + details);
            reply.Bulk(matches.MemberOf(match));
            if (search.WithDistance) GeoReply.Distance(reply, match.Distance / search.Shape.MetersPerUnit);
            if (search.WithHash) reply.Integer((long)match.Score);
            if (search.WithPoint) GeoReply.Point(reply, match.Point);
        }
        matches.Dispose();
    }

    static void Store(
        in Keyspace keys, in Reply reply, in Key destination, ref GeoSearch search, Lookup lookup,
        in SortedSetValue set)
    {
        var matches = default(GeoMatches);
        var count = Find(ref matches, ref search, lookup, set);
        if (count == 0)
        {
            if (keys.RemoveStored(destination)) keys.Notify(KeyspaceEvents.Generic, "del"u8, destination);
        }
        else
        {
            var result = keys.Begin<SortedSetValue>(destination);
            for (var index = 0; index < count; index++)
            {
                ref readonly var match = ref matches[index];
                var score = search.StoresDistance ? match.Distance / search.Shape.MetersPerUnit : match.Score;
                result.Put(matches.MemberOf(match), score);
            }
            keys.Store(destination, result, Expiry.None, count);
            keys.Notify(KeyspaceEvents.SortedSet, search.StoreEvent, destination);
        }
        matches.Dispose();
        reply.Integer(count);
    }

    /// <summary>Searches and sorts; how many of what was found the request wants.</summary>
    static int Find(ref GeoMatches matches, ref GeoSearch search, Lookup lookup, in SortedSetValue set)
    {
        if (lookup == Lookup.Missing) return 0;
        matches.Find(set, ref search.Shape, search.AnyWillDo ? search.Count : 0);
        matches.Sort(search.Order);
        return search.Count == 0 ? matches.Count : (int)Math.Min(search.Count, matches.Count);
    }
}
