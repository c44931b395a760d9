using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Memory;
using AotKv.Values.Lists;

namespace AotKv.Commands.Sorting;

/// <summary>Orders the elements of a list, set or sorted set, by themselves or by what other keys hold.</summary>
static class SortCommands
{
    const AclCategories Categories =
        AclCategories.Set | AclCategories.SortedSet | AclCategories.List | AclCategories.Dangerous;

    const string PatternKeys = "For the optional BY and GET: keys that stand in no argument";

    [Command("SORT", Arity = -2, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = Categories,
        KeyHook = KeyHook.Sort, Group = "generic", Since = "1.0.0",
        Complexity = "O(N+M*log(M)), N being the number of elements and M of those answered.",
        Syntax = "SORT key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC|DESC] [ALPHA] "
            + "[STORE destination]",
        Summary = "The elements of a list, set or sorted set in order, or what keys named after them hold.")]
    [KeySpec(1, KeyFlags.RO | KeyFlags.Access)]
    [KeySpec(KeyFlags.RO | KeyFlags.Access, Notes = PatternKeys)]
    [KeySpec(KeyFlags.OW | KeyFlags.Update, Notes = "For the optional STORE, which may stand anywhere")]
    internal static void Sort(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!SortOptions.TryRead(call, mayStore: true, reply, out var options)) return;
        var run = new SortRun(options);
        if (run.TryLoad(call, keys.Reader, reply))
        {
            if (options.Store == 0) run.Answer(call, keys.Reader, reply);
            else Store(call, keys, reply, ref run);
        }
        run.Dispose();
    }

    [Command("SORT_RO", Arity = -2, Flags = CommandFlags.ReadOnly, Acl = Categories,
        KeyHook = KeyHook.SortReadOnly, Group = "generic", Since = "7.0.0",
        Complexity = "O(N+M*log(M)), N being the number of elements and M of those answered.",
        Syntax = "SORT_RO key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC|DESC] [ALPHA]",
        Summary = "As SORT, but without STORE.")]
    [KeySpec(1, KeyFlags.RO | KeyFlags.Access)]
    [KeySpec(KeyFlags.RO | KeyFlags.Access, Notes = PatternKeys)]
    internal static void SortReadOnly(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!SortOptions.TryRead(call, mayStore: false, reply, out var options)) return;
        var run = new SortRun(options);
        if (run.TryLoad(call, keys, reply)) run.Answer(call, keys, reply);
        run.Dispose();
    }

    static void Store(in Call call, in Keyspace keys, in Reply reply, ref SortRun run)
    {
        var destination = call.KeyAt(run.Options.Store);
        var list = keys.Begin<ListValue>(destination);
        var stored = run.Fill(call, keys.Reader, list);
        if (stored > 0)
        {
            keys.Store(destination, list, Expiry.None, stored);
            keys.Notify(KeyspaceEvents.List, "sortstore"u8, destination);
        }
        else
        {
            keys.Discard(destination, list);
            if (keys.RemoveStored(destination)) keys.Notify(KeyspaceEvents.Generic, "del"u8, destination);
        }
        reply.Integer(stored);
    }
}
