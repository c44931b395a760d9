using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;

namespace AotKv.Commands.Bitmaps;

/// <summary>
/// The range that ends BITCOUNT and BITPOS: [start [end [BYTE|BIT]]], both ends included, negative ones counted from
/// the end of the string. Without a range it is all of the string.
/// </summary>
struct BitRange
{
    const long LastByte = -1;

    long start;
    long end;
    bool isInBits;

    /// <summary>The request says where the range ends.</summary>
    public bool HasEnd { get; private set; }

    /// <summary>Reads the arguments from <paramref name="position"/> on; where they do not fit, answers so.</summary>
    public static bool TryRead(in Call call, int position, in Reply reply, out BitRange range)
    {
        range = new() { end = LastByte };
        var count = call.Count - position;
        if (count == 0) return true;
        if (count > 3)
        {
            reply.Error(CommandError.Syntax);
            return false;
        }
        if (!IntegerArgument.TryRead(call, position, reply, out range.start)) return false;
        if (count == 3)
        {
            range.isInBits = Option.Is(call[position + 2], "BIT"u8);
            if (!range.isInBits && !Option.Is(call[position + 2], "BYTE"u8))
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
        }
        range.HasEnd = count >= 2;
        return !range.HasEnd || IntegerArgument.TryRead(call, position + 1, reply, out range.end);
    }

    /// <summary>The first and last bit of the range in a string of so many bytes; false where there is none.</summary>
    public readonly bool TryResolve(int length, out long first, out long last)
    {
        var total = isInBits ? (long)length << 3 : length;
        first = Resolve(start, total);
        last = Math.Min(Resolve(end, total), total - 1);
        if (first > last) return false;
        if (isInBits) return true;
        first <<= 3;
        last = (last << 3) + 7;
        return true;
    }

    /// <summary>Both count from the end, and the range ends before it begins.</summary>
    public readonly bool IsBackwards => start < 0 && end < 0 && start > end;

    static long Resolve(long place, long total) => place >= 0 ? place : Math.Max(0, place + total);
}
