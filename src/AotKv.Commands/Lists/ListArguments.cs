using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Values.Lists;

namespace AotKv.Commands.Lists;

/// <summary>Reads the arguments that list commands share; what cannot be read is answered.</summary>
static class ListArguments
{
    /// <summary>LEFT or RIGHT.</summary>
    public static bool TryReadEnd(in Call call, int position, in Reply reply, out ListEnd end)
    {
        end = ListEnd.Tail;
        if (Option.Is(call[position], "RIGHT"u8)) return true;
        end = ListEnd.Head;
        if (Option.Is(call[position], "LEFT"u8)) return true;
        reply.Error(CommandError.Syntax);
        return false;
    }

    /// <summary>An integer of at least <paramref name="min"/>, with one error for whatever else.</summary>
    public static bool TryReadAtLeast(
        in Call call, int position, long min, ReadOnlySpan<byte> error, in Reply reply, out long value)
    {
        if (Wire.Numbers.IntegerText.TryParse(call[position], out value) && value >= min) return true;
        reply.Error(error);
        return false;
    }
}
