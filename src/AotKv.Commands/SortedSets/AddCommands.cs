using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Engine.PubSub;
using AotKv.Values.SortedSets;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.SortedSets;

/// <summary>Commands that put members with scores into a sorted set.</summary>
static class AddCommands
{
    [Command("ZADD", Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Acl = AclCategories.SortedSet, Keys = Touches.First, KeyFlags = KeyFlags.RW | KeyFlags.Update,
        Group = "sorted-set", Since = "1.2.0",
        Complexity = "O(log(N)) for each member, N being the size of the sorted set.",
        Syntax = "ZADD key [NX|XX] [GT|LT] [CH] [INCR] score member [score member ...]",
        Summary = "Adds members to a sorted set, or gives them other scores.")]
    internal static void ZAdd(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (AddOptions.TryRead(call, reply, increments: false, out var options)) Add(call, keys, reply, options);
    }

    [Command("ZINCRBY", Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Acl = AclCategories.SortedSet, Keys = Touches.First,
        KeyFlags = KeyFlags.RW | KeyFlags.Access | KeyFlags.Update, Group = "sorted-set", Since = "1.2.0",
        Complexity = "O(log(N)), N being the size of the sorted set.", Syntax = "ZINCRBY key increment member",
        Summary = "Adds a number to the score of a member.")]
    internal static void ZIncrBy(in Call call, in Keyspace keys, ref Reply reply)
    {
        if (AddOptions.TryRead(call, reply, increments: true, out var options)) Add(call, keys, reply, options);
    }

    static void Add(in Call call, in Keyspace keys, in Reply reply, in AddOptions options)
    {
        var lengthMax = 0;
        for (var position = options.Pairs; position < call.Count; position += 2)
        {
            if (!ScoreArgument.TryRead(call, position, reply, out _)) return;
            lengthMax = Math.Max(lengthMax, call[position + 1].Length);
        }
        var key = call.Key;
        switch (keys.Find<SortedSetValue>(key, out var set))
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Missing when options.Rule.OnlyExisting:
                if (options.Rule.Increments) reply.Null();
                else reply.Integer(0);
                return;
            case Lookup.Missing:
                set = keys.Make<SortedSetValue>(key);
                break;
        }
        set.Expect((call.Count - options.Pairs) / 2, lengthMax);
        Add(call, keys, reply, options, set);
    }

    static void Add(
        in Call call, in Keyspace keys, in Reply reply, in AddOptions options, in SortedSetValue set)
    {
        long added = 0, updated = 0;
        var score = 0.0;
        var last = ScoreChange.Refused;
        for (var position = options.Pairs; position < call.Count; position += 2)
        {
            DoubleText.TryParse(call[position], out score);
            last = set.Put(call[position + 1], ref score, options.Rule);
            if (last == ScoreChange.Added) added++;
            else if (last == ScoreChange.Updated) updated++;
        }
        if (added + updated > 0)
        {
            keys.Notify(KeyspaceEvents.SortedSet, options.Rule.Increments ? "zincr"u8 : "zadd"u8, call.Key);
            keys.Changed(call.Key, set, added + updated);
        }
        if (last == ScoreChange.NotANumber) reply.Error("ERR resulting score is not a number (NaN)"u8);
        else if (!options.Rule.Increments) reply.Integer(options.CountsChanges ? added + updated : added);
        else if (last == ScoreChange.Refused) reply.Null();
        else reply.Double(score);
    }
}
