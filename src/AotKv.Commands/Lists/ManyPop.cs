using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Values.Lists;

namespace AotKv.Commands.Lists;

/// <summary>What LMPOP and BLMPOP ask for: from which keys, which end, and how many elements at most.</summary>
readonly record struct ManyPop(int FirstKey, int KeyCount, ListEnd End, long Count)
{
    /// <summary>Reads from the number of keys on. False: the error is answered.</summary>
    public static bool TryRead(in Call call, int numberAt, in Reply reply, out ManyPop pop)
    {
        pop = default;
        if (!ListArguments.TryReadAtLeast(
            call, numberAt, min: 1, "ERR numkeys should be greater than 0"u8, reply, out var number)) return false;
        if (number >= call.Count - numberAt - 1)
        {
            reply.Error(CommandError.Syntax);
            return false;
        }
        var at = numberAt + 1 + (int)number;
        if (!ListArguments.TryReadEnd(call, at, reply, out var end)) return false;
        var count = 0L;
        for (at++; at < call.Count; at += 2)
        {
            if (count > 0 || !Option.Is(call[at], "COUNT"u8) || at + 1 == call.Count)
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
            if (!ListArguments.TryReadAtLeast(
                call, at + 1, min: 1, "ERR count should be greater than 0"u8, reply, out count)) return false;
        }
        pop = new(numberAt + 1, (int)number, end, Math.Max(count, 1));
        return true;
    }

    /// <summary>Takes elements from the first key that is there; false where none is. An error is an answer.</summary>
    public bool TryPop(in Call call, in Keyspace keys, in Reply reply)
    {
        for (var i = FirstKey; i < FirstKey + KeyCount; i++)
        {
            var key = call.KeyAt(i);
            switch (keys.Find(key, out ListValue list))
            {
                case Lookup.Missing:
                    continue;
                case Lookup.WrongType:
                    reply.Error(CommandError.WrongType);
                    return true;
            }
            var count = Math.Min(Count, list.Count);
            reply.Array(2);
            reply.Bulk(key.Bytes);
            ListReply.FromEnd(reply, list, End, count);
            ListRemoval.Pop(keys, key, list, End, count);
            return true;
        }
        return false;
    }
}
