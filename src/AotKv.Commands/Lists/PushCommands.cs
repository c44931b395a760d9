using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Lists;

namespace AotKv.Commands.Lists;

/// <summary>Commands that add elements at the ends of a list.</summary>
static class PushCommands
{
    const CommandFlags Writes = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast;
    const KeyFlags Inserts = KeyFlags.RW | KeyFlags.Insert;
    const string Cost = "O(1) for each element added, so O(N) to add N elements.";

    [Command("LPUSH", Arity = -3, Flags = Writes, Acl = AclCategories.List, Keys = Touches.First, KeyFlags = Inserts,
        Group = "list", Since = "1.0.0", Complexity = Cost, Syntax = "LPUSH key element [element ...]",
        Summary = "Adds elements at the head of a list, each before the last. Makes the key if it is missing.")]
    internal static void LPush(in Call call, in Keyspace keys, ref Reply reply) =>
        PushOrMake(call, keys, reply, ListEnd.Head);

    [Command("RPUSH", Arity = -3, Flags = Writes, Acl = AclCategories.List, Keys = Touches.First, KeyFlags = Inserts,
        Group = "list", Since = "1.0.0", Complexity = Cost, Syntax = "RPUSH key element [element ...]",
        Summary = "Adds elements at the tail of a list. Makes the key if it is missing.")]
    internal static void RPush(in Call call, in Keyspace keys, ref Reply reply) =>
        PushOrMake(call, keys, reply, ListEnd.Tail);

    [Command("LPUSHX", Arity = -3, Flags = Writes, Acl = AclCategories.List, Keys = Touches.First, KeyFlags = Inserts,
        Group = "list", Since = "2.2.0", Complexity = Cost, Syntax = "LPUSHX key element [element ...]",
        Summary = "Adds elements at the head of a list that exists.")]
    internal static void LPushX(in Call call, in Keyspace keys, ref Reply reply) =>
        PushIfExists(call, keys, reply, ListEnd.Head);

    [Command("RPUSHX", Arity = -3, Flags = Writes, Acl = AclCategories.List, Keys = Touches.First, KeyFlags = Inserts,
        Group = "list", Since = "2.2.0", Complexity = Cost, Syntax = "RPUSHX key element [element ...]",
        Summary = "Adds elements at the tail of a list that exists.")]
    internal static void RPushX(in Call call, in Keyspace keys, ref Reply reply) =>
        PushIfExists(call, keys, reply, ListEnd.Tail);

    static void PushOrMake(in Call call, in Keyspace keys, in Reply reply, ListEnd end)
    {
        var key = call.Key;
        switch (keys.Find(key, out ListValue list))
        {
            case Lookup.Missing:
                list = keys.Make<ListValue>(key);
                break;
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
        }
        Push(call, keys, key, list, end);
        reply.Integer(list.Count);
    }

    static void PushIfExists(in Call call, in Keyspace keys, in Reply reply, ListEnd end)
    {
        var key = call.Key;
        switch (keys.Find(key, out ListValue list))
        {
            case Lookup.Missing:
                reply.Integer(0);
                return;
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
        }
        Push(call, keys, key, list, end);
        reply.Integer(list.Count);
    }

    static void Push(in Call call, in Keyspace keys, in Key key, in ListValue list, ListEnd end)
    {
        const int FirstElement = 2;
        var bytes = 0L;
        for (var i = FirstElement; i < call.Count; i++) bytes += call[i].Length;
        list.PrepareToGrow(bytes, call.Count - FirstElement);
        for (var i = FirstElement; i < call.Count; i++) list.Push(end, call[i]);
        ListEvents.Pushed(keys, key, end);
        keys.Changed(key, list, call.Count - FirstElement);
    }
}
