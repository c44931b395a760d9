using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.Sets;

namespace AotKv.Commands.Sets;

/// <summary>Commands on the elements of one set, and SMOVE between two.</summary>
static class SetCommands
{
    [Command("SADD", Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Acl = AclCategories.Set, Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Insert, Group = "set",
        Since = "1.0.0", Complexity = "O(N), N being the number of members given.",
        Syntax = "SADD key member [member ...]",
        Summary = "Adds members to the set at a key, which is made where there is none.")]
    internal static void Add(in Call call, in Keyspace keys, ref Reply reply)
    {
        var key = call.Key;
        switch (keys.Find<SetValue>(key, out var set))
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Missing:
                set = keys.Make<SetValue>(key);
                break;
        }
        set.Expect(call[2], added: call.Count - 2);
        var added = 0;
        for (var position = 2; position < call.Count; position++)
            if (set.Add(call[position])) added++;
        if (added > 0)
        {
            keys.Notify(KeyspaceEvents.Set, "sadd"u8, key);
            keys.Changed(key, set, added);
        }
        reply.Integer(added);
    }

    [Command("SREM", Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Set,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Delete, Group = "set", Since = "1.0.0",
        Complexity = "O(N), N being the number of members given.", Syntax = "SREM key member [member ...]",
        Summary = "Removes members from the set at a key, and the key with the last of them.")]
    internal static void Remove(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (!LookupAnswer.IsFoundOrZero(keys.Find<SetValue>(call.Key, out var set), reply)) return;
        var removed = 0;
        for (var position = 2; position < call.Count; position++)
        {
            if (!set.Remove(call[position])) continue;
            removed++;
            if (set.IsEmpty) break;
        }
        if (removed > 0)
        {
            keys.Notify(KeyspaceEvents.Set, "srem"u8, call.Key);
            keys.Changed(call.Key, set, removed);
        }
        reply.Integer(removed);
    }

    [Command("SISMEMBER", Arity = 3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Set,
        Keys = Touches.First, KeyFlags = KeyFlags.RO, Group = "set", Since = "1.0.0", Complexity = "O(1)",
        Syntax = "SISMEMBER key member", Summary = "Whether something is a member of the set at a key.")]
    internal static void IsMember(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        switch (keys.Find<SetValue>(call.Key, out var set))
        {
            case Lookup.Found: reply.Integer(set.Contains(call[2]) ? 1 : 0); break;
            case Lookup.Missing: reply.Integer(0); break;
            default: reply.Error(CommandError.WrongType); break;
        }
    }

    [Command("SMISMEMBER", Arity = -3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Set,
        Keys = Touches.First, KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "set", Since = "6.2.0",
        Complexity = "O(N), N being the number of members given.", Syntax = "SMISMEMBER key member [member ...]",
        Summary = "Whether each of several things is a member of the set at a key.")]
    internal static void AreMembers(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        var lookup = keys.Find<SetValue>(call.Key, out var set);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        reply.Array(call.Count - 2);
        for (var position = 2; position < call.Count; position++)
            reply.Integer(lookup == Lookup.Found && set.Contains(call[position]) ? 1 : 0);
    }

    [Command("SCARD", Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast, Acl = AclCategories.Set,
        Keys = Touches.First, KeyFlags = KeyFlags.RO, Group = "set", Since = "1.0.0", Complexity = "O(1)",
        Syntax = "SCARD key", Summary = "The number of members of the set at a key.")]
    internal static void Count(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        switch (keys.Find<SetValue>(call.Key, out var set))
        {
            case Lookup.Found: reply.Integer(set.Count); break;
            case Lookup.Missing: reply.Integer(0); break;
            default: reply.Error(CommandError.WrongType); break;
        }
    }

    [Command("SMEMBERS", Arity = 2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Set, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "set", Since = "1.0.0",
        Tips = "NONDETERMINISTIC_OUTPUT_ORDER", Complexity = "O(N), N being the number of members.",
        Syntax = "SMEMBERS key", Summary = "All members of the set at a key.")]
    internal static void Members(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        switch (keys.Find<SetValue>(call.Key, out var set))
        {
            case Lookup.Found:
                reply.Set(set.Count);
                foreach (var item in set) SetElements.Answer(reply, item);
                break;
            case Lookup.Missing:
                reply.Set(0);
                break;
            default:
                reply.Error(CommandError.WrongType);
                break;
        }
    }

    [Command("SMOVE", Arity = 4, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Set,
        Group = "set", Since = "1.0.0", Complexity = "O(1)", Syntax = "SMOVE source destination member",
        Summary = "Moves a member from the set at one key to the set at another.")]
    [KeySpec(1, KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete)]
    [KeySpec(2, KeyFlags.RW | KeyFlags.Insert)]
    internal static void Move(in Call call, in Keyspace keys, ref Reply reply)
    {
        var from = call.KeyAt(1);
        var to = call.KeyAt(2);
        var member = call[3];
        var sourceLookup = keys.Find<SetValue>(from, out var source);
        var targetLookup = keys.Find<SetValue>(to, out var target);
        if (sourceLookup == Lookup.Missing)
        {
            reply.Integer(0);
            return;
        }
        if (sourceLookup == Lookup.WrongType || targetLookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        if (from.Bytes.SequenceEqual(to.Bytes))
        {
            reply.Integer(source.Contains(member) ? 1 : 0);
            return;
        }
        if (!source.Remove(member))
        {
            reply.Integer(0);
            return;
        }
        keys.Notify(KeyspaceEvents.Set, "srem"u8, from);
        keys.Changed(from, source);
        if (targetLookup == Lookup.Missing)
        {
            target = keys.Make<SetValue>(to);
            target.Expect(member, added: 1);
        }
        if (target.Add(member))
        {
            keys.Notify(KeyspaceEvents.Set, "sadd"u8, to);
            keys.Changed(to, target);
        }
        reply.Integer(1);
    }

    [Command("SSCAN", Arity = -3, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Set, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "set", Since = "2.8.0", Tips = "NONDETERMINISTIC_OUTPUT",
        Complexity = "O(1) for each call, O(N) for a whole walk, N being the number of members.",
        Syntax = "SSCAN key cursor [MATCH pattern] [COUNT count]",
        Summary = "Walks over the members of the set at a key in small steps.")]
    internal static void Scan(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (!ScanReply.TryReadCursor(call, position: 2, reply, out var cursor)) return;
        if (!LookupAnswer.IsFoundOrScanned(keys.Find<SetValue>(call.Key, out var set), reply)) return;
        if (!ScanOptions.TryRead(call, position: 3, ScanTarget.Set, reply, out var options)) return;
        var collector = new SetScanCollector(options);
        cursor = set.Scan(cursor, options.Count, ref collector);
        collector.Kept.Answer(reply, cursor);
        collector.Dispose();
    }
}
