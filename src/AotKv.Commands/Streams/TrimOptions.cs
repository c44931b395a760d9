using System.Text;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>
/// The options of XADD and XTRIM: how the stream is trimmed and, for XADD, what stands before the new entry's id.
/// </summary>
ref struct TrimOptions
{
    const long LimitDefault = 10_000;
    const long LimitMax = 1_000_000;
    const int NodesMax = 100;

    bool hasLimit;
    long limit;
    StreamTrim trim;

    /// <summary>What to trim. Only where <see cref="Trims"/>.</summary>
    public readonly StreamTrim Trim => trim;

    public bool Trims { get; private set; }

    /// <summary>XADD's NOMKSTREAM.</summary>
    public bool NeedsStream { get; private set; }

    /// <summary>
    /// Reads from the argument at 2 on. For XADD it ends at the new entry's id, whose position comes back. False: the
    /// error is answered.
    /// </summary>
    public bool TryRead(in Call call, in Reply reply, long nodeEntries, bool isAdd, out int idPosition)
    {
        idPosition = 2;
        for (; idPosition < call.Count; idPosition++)
        {
            var option = call[idPosition];
            var left = call.Count - 1 - idPosition;
            if (isAdd && option is [(byte)'*']) break;
            if (left > 0 && Ascii.EqualsIgnoreCase(option, "MAXLEN"u8))
            {
                if (!TryReadThreshold(call, reply, ref idPosition, byLength: true)) return false;
            }
            else if (left > 0 && Ascii.EqualsIgnoreCase(option, "MINID"u8))
            {
                if (!TryReadThreshold(call, reply, ref idPosition, byLength: false)) return false;
            }
            else if (left > 0 && Ascii.EqualsIgnoreCase(option, "LIMIT"u8))
            {
                if (!TryReadLimit(call, reply, ++idPosition)) return false;
            }
            else if (isAdd && Ascii.EqualsIgnoreCase(option, "NOMKSTREAM"u8)) NeedsStream = true;
            else if (isAdd) break;
            else
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
        }
        return TryFinish(call, reply, nodeEntries, isAdd, idPosition);
    }

    bool TryReadThreshold(in Call call, in Reply reply, ref int position, bool byLength)
    {
        if (Trims)
        {
            reply.Error("ERR syntax error, MAXLEN and MINID options at the same time are not compatible"u8);
            return false;
        }
        Trims = true;
        var isApproximate = false;
        if (call.Count - 1 - position >= 2 && call[position + 1] is [(byte)'~' or (byte)'='])
            isApproximate = call[++position][0] == '~';
        position++;
        if (!byLength)
        {
            if (!StreamIdArgument.TryRead(call, position, reply, out var least)) return false;
            trim = new() { IdMin = least, IsApproximate = isApproximate };
            return true;
        }
        if (!IntegerArgument.TryRead(call, position, reply, out var length)) return false;
        trim = new() { ByLength = true, LengthMax = length, IsApproximate = isApproximate };
        if (length >= 0) return true;
        reply.Error("ERR The MAXLEN argument must be >= 0."u8);
        return false;
    }

    bool TryReadLimit(in Call call, in Reply reply, int position)
    {
        if (!IntegerArgument.TryRead(call, position, reply, out limit)) return false;
        hasLimit = true;
        if (limit >= 0) return true;
        reply.Error("ERR The LIMIT argument must be >= 0."u8);
        return false;
    }

    /// <summary>The id is looked at before the options are found to fit together, as in Valkey.</summary>
    bool TryFinish(in Call call, in Reply reply, long nodeEntries, bool isAdd, int idPosition)
    {
        if (isAdd && idPosition < call.Count && call[idPosition] is not [(byte)'*']
            && !StreamIdArgument.TryReadNew(call, idPosition, reply, out _, out _)) return false;
        if (limit != 0 && !Trims)
        {
            reply.Error("ERR syntax error, LIMIT cannot be used without specifying a trimming strategy"u8);
            return false;
        }
        if (!isAdd && !Trims)
        {
            reply.Error("ERR syntax error, XTRIM must be called with a trimming strategy"u8);
            return false;
        }
        if (hasLimit && !trim.IsApproximate)
        {
            reply.Error("ERR syntax error, LIMIT cannot be used without the special ~ option"u8);
            return false;
        }
        trim = new()
        {
            ByLength = trim.ByLength,
            LengthMax = trim.LengthMax,
            IdMin = trim.IdMin,
            IsApproximate = trim.IsApproximate,
            RemovedMax = !trim.IsApproximate ? 0 : hasLimit ? limit : LimitFor(nodeEntries),
        };
        return true;
    }

    /// <summary>So that one command does not trim for long, an approximate one does a hundred nodes at most.</summary>
    static long LimitFor(long nodeEntries)
    {
        if (nodeEntries is <= 0 or > long.MaxValue / NodesMax) return LimitDefault;
        return Math.Min(nodeEntries * NodesMax, LimitMax);
    }
}
