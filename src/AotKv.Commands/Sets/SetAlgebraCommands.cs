using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Sets;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Sets;

/// <summary>Commands that intersect, unite or subtract the sets at several keys.</summary>
static class SetAlgebraCommands
{
    [Command("SINTER", Arity = -2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Set, Keys = Touches.All,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "set", Since = "1.0.0",
        Tips = "NONDETERMINISTIC_OUTPUT_ORDER",
        Complexity = "O(N*M), N being the members of the smallest set and M the number of sets.",
        Syntax = "SINTER key [key ...]", Summary = "The members that all of several sets have.")]
    internal static void Intersect(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, SetOperation.Intersect);

    [Command("SINTERCARD", Arity = -3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Set, Group = "set",
        Since = "7.0.0", Complexity = "O(N*M), N being the members of the smallest set and M the number of sets.",
        Syntax = "SINTERCARD numkeys key [key ...] [LIMIT limit]",
        Summary = "How many members all of several sets have.")]
    [KeySpec(1, KeyFlags.RO | KeyFlags.Access, CountAt = 0, FirstKey = 1)]
    internal static void CountIntersection(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!IntegerText.TryParse(call[1], out var keyCount) || keyCount < 1)
        {
            reply.Error("ERR numkeys should be greater than 0"u8);
            return;
        }
        if (keyCount > call.Count - 2)
        {
            reply.Error("ERR Number of keys can't be greater than number of args"u8);
            return;
        }
        var limit = 0L;
        for (var position = 2 + (int)keyCount; position < call.Count; position += 2)
        {
            if (!Option.Is(call[position], "LIMIT"u8) || position + 1 == call.Count)
            {
                reply.Error(CommandError.Syntax);
                return;
            }
            if (IntegerText.TryParse(call[position + 1], out limit) && limit >= 0) continue;
            reply.Error("ERR LIMIT can't be negative"u8);
            return;
        }
        var group = new SetGroup();
        if (SetKeys.TryFind(call, keys, first: 2, (int)keyCount, reply, ref group))
        {
            var counter = new ElementCounter(limit);
            group.Intersect(ref counter);
            reply.Integer(counter.Count);
        }
        group.Dispose();
    }

    [Command("SINTERSTORE", Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.Set,
        Group = "set", Since = "1.0.0",
        Complexity = "O(N*M), N being the members of the smallest set and M the number of sets.",
        Syntax = "SINTERSTORE destination key [key ...]",
        Summary = "Stores the members that all of several sets have as the set at a key.")]
    [KeySpec(1, KeyFlags.OW | KeyFlags.Update)]
    [KeySpec(2, KeyFlags.RO | KeyFlags.Access, Last = -1)]
    internal static void StoreIntersection(in Call call, in Keyspace keys, ref Reply reply) =>
        Store(call, keys, reply, SetOperation.Intersect, "sinterstore"u8);

    [Command("SUNION", Arity = -2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Set, Keys = Touches.All,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "set", Since = "1.0.0",
        Tips = "NONDETERMINISTIC_OUTPUT_ORDER", Complexity = "O(N), N being the members of all sets.",
        Syntax = "SUNION key [key ...]", Summary = "The members that any of several sets has.")]
    internal static void Unite(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, SetOperation.Unite);

    [Command("SUNIONSTORE", Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.Set,
        Group = "set", Since = "1.0.0", Complexity = "O(N), N being the members of all sets.",
        Syntax = "SUNIONSTORE destination key [key ...]",
        Summary = "Stores the members that any of several sets has as the set at a key.")]
    [KeySpec(1, KeyFlags.OW | KeyFlags.Update)]
    [KeySpec(2, KeyFlags.RO | KeyFlags.Access, Last = -1)]
    internal static void StoreUnion(in Call call, in Keyspace keys, ref Reply reply) =>
        Store(call, keys, reply, SetOperation.Unite, "sunionstore"u8);

    [Command("SDIFF", Arity = -2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Set, Keys = Touches.All,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "set", Since = "1.0.0",
        Tips = "NONDETERMINISTIC_OUTPUT_ORDER", Complexity = "O(N), N being the members of all sets.",
        Syntax = "SDIFF key [key ...]", Summary = "The members that a set has and several others have not.")]
    internal static void Subtract(in Call call, in KeyspaceReader keys, ref Reply reply) =>
        Answer(call, keys, reply, SetOperation.Subtract);

    [Command("SDIFFSTORE", Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom, Acl = AclCategories.Set,
        Group = "set", Since = "1.0.0", Complexity = "O(N), N being the members of all sets.",
        Syntax = "SDIFFSTORE destination key [key ...]",
        Summary = "Stores the members that a set has and several others have not as the set at a key.")]
    [KeySpec(1, KeyFlags.OW | KeyFlags.Update)]
    [KeySpec(2, KeyFlags.RO | KeyFlags.Access, Last = -1)]
    internal static void StoreDifference(in Call call, in Keyspace keys, ref Reply reply) =>
        Store(call, keys, reply, SetOperation.Subtract, "sdiffstore"u8);

    static void Answer(in Call call, in KeyspaceReader keys, in Reply reply, SetOperation operation)
    {
        var group = new SetGroup();
        if (SetKeys.TryFind(call, keys, first: 1, call.Count - 1, reply, ref group))
        {
            var place = reply.BeginArray();
            var elements = new SetElements(reply);
            group.Combine(operation, ref elements);
            reply.EndSet(place, elements.Count);
        }
        group.Dispose();
    }

    static void Store(
        in Call call, in Keyspace keys, in Reply reply, SetOperation operation, ReadOnlySpan<byte> name)
    {
        var group = new SetGroup();
        if (SetKeys.TryFind(call, keys.Reader, first: 2, call.Count - 2, reply, ref group))
        {
            var destination = call.KeyAt(1);
            var result = keys.Begin<SetValue>(destination);
            var content = result.Content;
            group.CombineInto(operation, result.Home, ref content);
            result.Content = content;
            SetKeys.Store(keys, destination, result, name, reply);
        }
        group.Dispose();
    }
}
