using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Values.Lists;

namespace AotKv.Commands.Lists;

/// <summary>
/// LPOS's options: which match is the first to count, from which end, how many are wanted, and how many elements are
/// looked at.
/// </summary>
readonly record struct PositionOptions(long Rank, ListDirection Direction, bool WantsArray, long Count, long LengthMax)
{
    public static bool TryRead(in Call call, in Reply reply, out PositionOptions options)
    {
        var rank = 1L;
        var count = -1L;
        var lengthMax = 0L;
        options = default;
        for (var i = 3; i < call.Count; i += 2)
        {
            var hasValue = i + 1 < call.Count;
            bool isRead;
            if (hasValue && Option.Is(call[i], "RANK"u8)) isRead = TryReadRank(call, i + 1, reply, out rank);
            else if (hasValue && Option.Is(call[i], "COUNT"u8))
                isRead = ListArguments.TryReadAtLeast(
                    call, i + 1, min: 0, "ERR COUNT can't be negative"u8, reply, out count);
            else if (hasValue && Option.Is(call[i], "MAXLEN"u8))
                isRead = ListArguments.TryReadAtLeast(
                    call, i + 1, min: 0, "ERR MAXLEN can't be negative"u8, reply, out lengthMax);
            else
            {
                reply.Error(CommandError.Syntax);
                isRead = false;
            }
            if (!isRead) return false;
        }
        var direction = rank > 0 ? ListDirection.Forward : ListDirection.Backward;
        options = new(Math.Abs(rank), direction, count >= 0, count, lengthMax);
        return true;
    }

    static bool TryReadRank(in Call call, int position, in Reply reply, out long rank)
    {
        if (!IntegerArgument.TryRead(call, position, reply, out rank)) return false;
        if (rank == long.MinValue)
        {
            reply.Error(
                "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807"u8);
            return false;
        }
        if (rank != 0) return true;
        reply.Error("ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use "u8,
            "negative to start from the end of the list"u8);
        return false;
    }
}
