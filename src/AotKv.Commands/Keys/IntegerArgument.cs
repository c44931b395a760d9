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

    /// <summary>
    /// Reads the number of a database; where it is no integer of 32 bits, answers so in the words of
    /// <paramref name="notInteger"/>.
    /// </summary>
    public static bool TryReadDatabase(
        in Call call, int position, in Reply reply, ReadOnlySpan<byte> notInteger, out int database)
    {
        var isInteger = IntegerText.TryParse(call[position], out var value) && value == (int)value;
        database = (int)value;
        if (!isInteger) reply.Error(notInteger);
        return isInteger;
    }

    /// <summary>As above; where there is no such database, answers that, too.</summary>
    public static bool TryReadDatabase(in Call call, int position, in Reply reply, int databases, out int database)
    {
        if (!TryReadDatabase(call, position, reply, CommandError.NotInteger, out database)) return false;
        if (database >= 0 && database < databases) return true;
        reply.Error(CommandError.NoSuchDatabase);
        return false;
    }
}
