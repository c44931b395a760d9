using AotKv.Engine;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Keys;

/// <summary>Reads arguments that are integers.</summary>
static class IntegerArgument
{
    /// <summary>Reads the argument at <paramref name="position"/>; where it is no integer, answers so.</summary>
    public static bool TryRead(in Call call, int position, in Reply reply, out long value)
    {
        if (IntegerText.TryParse(call[position], out value)) return true;
        reply.Error(CommandError.NotInteger);
        return false;
    }

    /// <summary>Reads an integer of 32 bits; where it is none, answers with <paramref name="error"/>.</summary>
    public static bool TryReadInt(
        in Call call, int position, in Reply reply, ReadOnlySpan<byte> error, out int value)
    {
        var isInteger = IntegerText.TryParse(call[position], out var wide) && wide == (int)wide;
        value = (int)wide;
        if (!isInteger) reply.Error(error);
        return isInteger;
    }

    /// <summary>Reads the number of a database; where there is none of that number, answers so.</summary>
    public static bool TryReadDatabase(in Call call, int position, in Reply reply, int databases, out int database)
    {
        database = 0;
        if (!TryRead(call, position, reply, out var value)) return false;
        database = (int)value;
        if (value >= 0 && value < databases) return true;
        reply.Error(value == database ? CommandError.NoSuchDatabase : CommandError.NotInt);
        return false;
    }
}
