using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;

namespace AotKv.Commands.SortedSets;

/// <summary>What ZMPOP is asked: the positions of its keys, from which end to take, and how many.</summary>
readonly struct PopRequest
{
    public int FirstKey { get; private init; }

    public int LastKey { get; private init; }

    public bool TakesHighest { get; private init; }

    public long Count { get; private init; }

    /// <summary>Reads the arguments from the number of keys on; where they do not fit, answers so.</summary>
    public static bool TryRead(in Call call, int numberOfKeys, in Reply reply, out PopRequest request)
    {
        request = default;
        if (!RangeArgument.TryRead(
            call, numberOfKeys, reply, minimum: 1, "ERR numkeys should be greater than 0"u8, out var keyCount))
            return false;
        var last = numberOfKeys + Math.Min(keyCount, call.Count);
        var position = (int)last + 1;
        var count = -1L;
        var takesHighest = position < call.Count && Option.Is(call[position], "MAX"u8);
        if (position >= call.Count || !(takesHighest || Option.Is(call[position], "MIN"u8)))
        {
            reply.Error(CommandError.Syntax);
            return false;
        }
        while (++position < call.Count)
        {
            if (count != -1 || !Option.Is(call[position], "COUNT"u8) || position + 1 == call.Count)
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
            if (!RangeArgument.TryRead(
                call, ++position, reply, minimum: 1, "ERR count should be greater than 0"u8, out count)) return false;
        }
        request = new()
        {
            FirstKey = numberOfKeys + 1, LastKey = (int)last, TakesHighest = takesHighest,
            Count = count == -1 ? 1 : count,
        };
        return true;
    }
}
