using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.SortedSets;

/// <summary>Reads integer arguments that must not be below a minimum.</summary>
static class RangeArgument
{
    /// <summary>Reads an integer that is at least so much; where it is not, answers with an error.</summary>
    public static bool TryRead(
        in Call call, int position, in Reply reply, long minimum, ReadOnlySpan<byte> error, out long value)
    {
        if (IntegerText.TryParse(call[position], out value) && value >= minimum) return true;
        reply.Error(error);
        return false;
    }

    /// <summary>Reads an argument that is not negative.</summary>
    public static bool TryReadPositive(in Call call, int position, in Reply reply, out long value)
    {
        // Valkey has the same words where it is no integer at all.
        return TryRead(call, position, reply, 0, "ERR value is out of range, must be positive"u8, out value);
    }
}
