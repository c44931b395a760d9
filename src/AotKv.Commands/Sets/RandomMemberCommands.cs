using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values;
using AotKv.Values.Sets;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Sets;

/// <summary>Commands on members that are chosen at random.</summary>
static class RandomMemberCommands
{
    /// <summary>
    /// Where more than this many times as many members go as stay, those that stay are moved to a set of their own. It
    /// starts as a listpack, so a table may become one here, as in Valkey.
    /// </summary>
    const long MoveRestBelowShare = 5;

    [Command("SPOP", Arity = -2, Flags = CommandFlags.Write | CommandFlags.Fast, Acl = AclCategories.Set,
        Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Access | KeyFlags.Delete, Group = "set",
        Since = "1.0.0", Tips = "NONDETERMINISTIC_OUTPUT",
        Complexity = "O(1) without a count, otherwise O(N), N being the count.", Syntax = "SPOP key [count]",
        Summary = "Takes one or several members, chosen by chance, out of the set at a key.")]
    internal static void Pop(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (call.Count == 3)
        {
            PopSeveral(call, keys, reply);
            return;
        }
        if (call.Count > 3)
        {
            reply.Error(CommandError.Syntax);
            return;
        }
        switch (keys.Find<SetValue>(call.Key, out var set))
        {
            case Lookup.Found:
                Take(set, count: 1, reply);
                keys.Notify(KeyspaceEvents.Set, "spop"u8, call.Key);
                keys.Changed(call.Key, set);
                break;
            case Lookup.Missing:
                reply.Null();
                break;
            default:
                reply.Error(CommandError.WrongType);
                break;
        }
    }

    static void PopSeveral(in Call call, in Keyspace keys, in Reply reply)
    {
        if (!IntegerText.TryParse(call[2], out var count) || count < 0)
        {
            reply.Error("ERR value is out of range, must be positive"u8);
            return;
        }
        var key = call.Key;
        switch (keys.Find<SetValue>(key, out var set))
        {
            case Lookup.Missing:
                reply.Set(0);
                return;
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
        }
        var size = set.Count;
        reply.Set(Math.Min(count, size));
        if (count == 0) return;
        keys.Notify(KeyspaceEvents.Set, "spop"u8, key);
        if (count >= size)
        {
            foreach (var item in set) SetElements.Answer(reply, item);
            keys.Remove(key, changes: size);
            keys.Notify(KeyspaceEvents.Generic, "del"u8, key);
        }
        else if (set.Content.Encoding == RecordEncoding.Root && (size - count) * MoveRestBelowShare <= count)
        {
            var rest = keys.Begin<SetValue>(key);
            MoveRest(set, rest, size - count);
            foreach (var item in set) SetElements.Answer(reply, item);
            keys.Store(key, rest, Expiry.Keep, changes: count);
        }
        else
        {
            Take(set, count, reply);
            keys.Changed(key, set, changes: count);
        }
    }

    static void Take(SetValue set, long count, in Reply reply)
    {
        var elements = new SetElements(reply);
        set.Content = new SetSample(set.Home, set.Content).Take(count, ref elements);
    }

    static void MoveRest(SetValue set, SetValue rest, long count)
    {
        var content = rest.Content;
        content.BecomeListPack(rest.Home);
        new SetSample(set.Home, set.Content).MoveTo(ref content, count);
        rest.Content = content;
    }

    [Command("SRANDMEMBER", Arity = -2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Set, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "set", Since = "1.0.0", Tips = "NONDETERMINISTIC_OUTPUT",
        Complexity = "O(1) without a count, otherwise O(N), N being the count without its sign.",
        Syntax = "SRANDMEMBER key [count]",
        Summary = "One or several members of the set at a key, chosen by chance.")]
    internal static void Random(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (call.Count == 3)
        {
            RandomSeveral(call, keys, reply);
            return;
        }
        if (call.Count > 3)
        {
            reply.Error(CommandError.Syntax);
            return;
        }
        switch (keys.Find<SetValue>(call.Key, out var set))
        {
            case Lookup.Found: SetElements.Answer(reply, set.Random()); break;
            case Lookup.Missing: reply.Null(); break;
            default: reply.Error(CommandError.WrongType); break;
        }
    }

    static void RandomSeveral(in Call call, in KeyspaceReader keys, in Reply reply)
    {
        if (!IntegerArgument.TryRead(call, position: 2, reply, out var count)) return;
        if (count == long.MinValue)
        {
            reply.Error(
                "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807"u8);
            return;
        }
        switch (keys.Find<SetValue>(call.Key, out var set))
        {
            case Lookup.Missing:
                reply.Array(0);
                return;
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
        }
        var sample = new SetSample(set.Home, set.Content);
        var elements = new SetElements(reply) { StopsWhenCut = true };
        if (count < 0)
        {
            reply.Array(-count);
            sample.WithRepetition(-count, ref elements);
            return;
        }
        count = Math.Min(count, set.Count);
        reply.Array(count);
        sample.Distinct(count, ref elements);
    }
}
