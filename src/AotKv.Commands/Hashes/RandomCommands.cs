using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Engine.Catalog;
using AotKv.Values.Hashes;
using AotKv.Values.ListPacks;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Hashes;

/// <summary>Picks fields by chance.</summary>
static class RandomCommands
{
    /// <summary>
    /// Where more than one in so many fields of a table is wanted, all are walked over; below, fields are picked until
    /// enough different ones are found. Fields that expired do not count: of those there may be no end.
    /// </summary>
    const long WalkAboveOneIn = 3;

    [Command("HRANDFIELD", Arity = -2, Flags = CommandFlags.ReadOnly, Acl = AclCategories.Hash, Keys = Touches.First,
        KeyFlags = KeyFlags.RO | KeyFlags.Access, Group = "hash", Since = "6.2.0", Tips = "NONDETERMINISTIC_OUTPUT",
        Complexity = "O(N), N being the number of fields asked for.",
        Syntax = "HRANDFIELD key [count [WITHVALUES]]", Summary = "One or more fields, chosen by chance.")]
    internal static void HRandField(in Call call, in KeyspaceReader keys, ref Reply reply)
    {
        if (call.Count == 2)
        {
            AnswerOne(call, keys, reply);
            return;
        }
        if (!TryReadCount(call, reply, out var count)) return;
        switch (keys.Find<HashValue>(call.Key, out var hash))
        {
            case Lookup.WrongType:
                reply.Error(CommandError.WrongType);
                return;
            case Lookup.Missing:
                reply.Array(0);
                return;
        }
        var answer = new FieldPicks(reply, hash, call.Now, withValues: call.Count == 4);
        if (count < 0) answer.Repeated(-count);
        else if (count == 1) answer.Repeated(1);
        else if (count >= hash.Count) answer.All();
        else if (hash.IsListPack || count > hash.CountLive(call.Now) / WalkAboveOneIn) answer.WalkingOver(count);
        else answer.Different((int)count);
    }

    static void AnswerOne(in Call call, in KeyspaceReader keys, in Reply reply)
    {
        var lookup = keys.Find<HashValue>(call.Key, out var hash);
        if (lookup == Lookup.WrongType)
        {
            reply.Error(CommandError.WrongType);
            return;
        }
        var found = lookup == Lookup.Found;
        var field = default(ListPackItem);
        if (found) found = hash.TryPickRandom(call.Now, out field, out _, out _);
        if (found) FieldReply.Bulk(reply, field);
        else reply.Null();
    }

    static bool TryReadCount(in Call call, in Reply reply, out long count)
    {
        if (!IntegerText.TryParse(call[2], out count))
        {
            reply.Error(CommandError.NotInteger);
            return false;
        }
        if (count == long.MinValue)
        {
            reply.Error("ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807"u8);
            return false;
        }
        if (call.Count == 3) return true;
        if (call.Count > 4 || !Option.Is(call[3], "WITHVALUES"u8))
        {
            reply.Error(CommandError.Syntax);
            return false;
        }
        if (count is >= -(long.MaxValue / 2) and <= long.MaxValue / 2) return true;
        reply.Error("ERR value is out of range"u8);
        return false;
    }
}
